// The sandbox's configuration, read once from the environment. Everything that is wrong is said in
// one message, so that nobody starts the process five times to find five mistakes.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

export type SandboxConfig = {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Signs the answers of the world outside. */
  readonly signingKey: KeyObject;
  /** Proves that a request comes from the bank. */
  readonly bankKey: KeyObject;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration. Raises one Error that names every variable at fault. */
export function readConfig(environment: Environment): SandboxConfig {
  const faults: string[] = [];
  const take = <Value>(name: string, fallback: string, read: (text: string) => Value): Value => {
    try {
      return read(environment[name] ?? fallback);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined as Value;
    }
  };
  const config: SandboxConfig = {
    databaseUrl: take('SANDBOX_DATABASE_URL', '', databaseUrlOf),
    host: take('SANDBOX_HOST', '127.0.0.1', (text) => text),
    port: take('SANDBOX_PORT', '8090', portOf),
    signingKey: take('SANDBOX_SIGNING_KEY', '', (text) => ed25519(createPrivateKey(pemOf(text)))),
    bankKey: take('SANDBOX_BANK_PUBLIC_KEY', '', (text) => ed25519(createPublicKey(pemOf(text)))),
  };
  if (faults.length > 0) throw new Error(`sandbox configuration:\n  ${faults.join('\n  ')}`);
  return config;
}

function databaseUrlOf(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new Error('must be a postgresql:// URL');
  return text;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`'${text}' is not a port`);
  return port;
}

/** A key is given as PEM text or as the path of a PEM file. */
function pemOf(text: string): string {
  if (text.includes('-----BEGIN')) return text;
  if (text === '' || !existsSync(text))
    throw new Error('must be PEM text or the path of a PEM file');
  return readFileSync(text, 'utf8');
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('must be an Ed25519 key');
  return key;
}
