// The server's settings, read from the environment once, at the start. What is not set has a value
// that is right for a bank on one machine; a production bank sets the addresses of its world.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SecretKeys } from '../security/secrets.ts';
import { settingsReader, type Environment, type SettingsReader } from './environment.ts';
import { masterKeyOf } from './key-file.ts';

const LEDGER_ENGINES = ['memory', 'sql'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Where people reach the bank, e.g. `https://bank.example`. */
  readonly publicOrigin: string;
  readonly trustProxy: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly dataDir: string;
  /** Undefined: the embedded PostgreSQL of the data folder. */
  readonly databaseUrl: string | undefined;
  readonly migrationDatabaseUrl: string | undefined;
  readonly databasePoolMax: number;
  /** `memory` for one server process, `sql` for any number of them. */
  readonly ledgerEngine: (typeof LEDGER_ENGINES)[number];
  /** Undefined: a key is made in the data folder at the first start. */
  readonly secretKeys: SecretKeys | undefined;
  readonly requestsPerMinute: number;
  readonly metricsToken: string | undefined;
  readonly clockMovable: boolean;
  /** How far a new sandbox's clock stands back, so that its customers can have a past. */
  readonly clockStartDaysBack: number;
  readonly sandboxUrl: string | undefined;
  readonly faceThresholds: FaceThresholds;
  readonly partners: PartnerSettings;
};

/** What the face check asks for at least, where it is not to be what the check itself says. */
export type FaceThresholds = {
  readonly matchMin: number | undefined;
  readonly antispoofMin: number | undefined;
  readonly livenessMin: number | undefined;
};

/** The world outside. A port without an address answers that it is not available. */
export type PartnerSettings = {
  readonly smsUrl: string | undefined;
  readonly cardBankUrl: string | undefined;
  /** Without it nobody new is found clear. */
  readonly watchListUrl: string | undefined;
  /** Where photographed id documents are read; left out, their owners type what they say. */
  readonly documentReaderUrl: string | undefined;
  readonly documentReaderKeyFile: string | undefined;
  /** PEM file of the bank's Ed25519 key, which signs what it asks of partners. */
  readonly signingKeyFile: string | undefined;
  readonly signingKeyId: string;
  /** PEM files of the partners' public keys, which prove their answers. */
  readonly smsKeyFile: string | undefined;
  readonly cardBankKeyFile: string | undefined;
  readonly watchListKeyFile: string | undefined;
};

const KEY_BYTES = 32;

/** Reads every setting. Raises InvalidConfiguration with all problems at once. */
export function readConfig(environment: Environment): Config {
  const settings = settingsReader(environment);
  const port = settings.integer('PORT', 1, 65_535) ?? 8080;
  const databaseUrl = settings.url('DATABASE_URL', ['postgres', 'postgresql']);
  const config: Config = {
    host: settings.text('HOST') ?? '127.0.0.1',
    port,
    publicOrigin: readOrigin(settings) ?? `http://localhost:${port}`,
    trustProxy: settings.flag('TRUST_PROXY'),
    logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    dataDir: resolve(settings.text('DATA_DIR') ?? '.sycee'),
    databaseUrl,
    migrationDatabaseUrl: settings.url('MIGRATION_DATABASE_URL', ['postgres', 'postgresql']),
    databasePoolMax: settings.integer('DATABASE_POOL_MAX', 2, 200) ?? 16,
    ledgerEngine: settings.oneOf('LEDGER_ENGINE', LEDGER_ENGINES) ?? 'memory',
    secretKeys: readSecretKeys(settings, databaseUrl !== undefined),
    requestsPerMinute: settings.integer('REQUESTS_PER_MINUTE', 10, 1_000_000) ?? 6_000,
    metricsToken: settings.text('METRICS_TOKEN'),
    ...readClock(settings),
    sandboxUrl: settings.url('SANDBOX_URL', ['http', 'https']),
    faceThresholds: {
      matchMin: settings.share('FACE_MATCH_MIN'),
      antispoofMin: settings.share('FACE_ANTISPOOF_MIN'),
      livenessMin: settings.share('FACE_LIVENESS_MIN'),
    },
    partners: readPartners(settings),
  };
  settings.finish();
  return config;
}

function readOrigin(settings: SettingsReader): string | undefined {
  return settings.parsed('PUBLIC_ORIGIN', 'an http or https origin without a path', (text) => {
    const origin = URL.canParse(text) ? new URL(text).origin : 'null';
    return origin.startsWith('http') && text.replace(/\/$/, '') === origin ? origin : undefined;
  });
}

/** With a database elsewhere the data folder may not survive: the key must come from outside. */
function readSecretKeys(settings: SettingsReader, isRequired: boolean): SecretKeys | undefined {
  const current = settings.parsed('SECRET_KEY', KEY_SHAPE, masterKeyOf);
  const older = settings.parsed('SECRET_KEYS_OLD', `${KEY_SHAPE}; several by commas`, (text) => {
    const keys = text.split(',').map(masterKeyOf);
    return keys.every((key) => key !== undefined) ? keys : undefined;
  });
  if (current !== undefined) return { current, older: older ?? [] };
  if (isRequired && settings.text('SECRET_KEY') === undefined) {
    settings.problem(
      'SECRET_KEY is required with DATABASE_URL; make one with: ' +
        `echo "k1:$(openssl rand -base64 ${KEY_BYTES})"`,
    );
  }
  return undefined;
}

const KEY_SHAPE = `<name>:<${KEY_BYTES} bytes in base64>`;

function readClock(settings: SettingsReader) {
  const clockMovable = settings.flag('CLOCK_MOVABLE');
  const clockStartDaysBack = settings.integer('CLOCK_START_DAYS_BACK', 0, 366) ?? 0;
  if (clockStartDaysBack > 0 && !clockMovable) {
    settings.problem('CLOCK_START_DAYS_BACK is only for a clock that CLOCK_MOVABLE=true lets move');
  }
  return { clockMovable, clockStartDaysBack };
}

function readPartners(settings: SettingsReader): PartnerSettings {
  const partners: PartnerSettings = {
    smsUrl: settings.url('SMS_URL', ['http', 'https']),
    cardBankUrl: settings.url('CARD_BANK_URL', ['http', 'https']),
    watchListUrl: settings.url('WATCH_LIST_URL', ['http', 'https']),
    signingKeyFile: readFile(settings, 'SIGNING_KEY_FILE'),
    signingKeyId: settings.text('SIGNING_KEY_ID') ?? 'sycee',
    smsKeyFile: readFile(settings, 'SMS_KEY_FILE'),
    cardBankKeyFile: readFile(settings, 'CARD_BANK_KEY_FILE'),
    documentReaderUrl: settings.url('DOCUMENT_READER_URL', ['http', 'https']),
    documentReaderKeyFile: readFile(settings, 'DOCUMENT_READER_KEY_FILE'),
    watchListKeyFile: readFile(settings, 'WATCH_LIST_KEY_FILE'),
  };
  const needsKeys = [
    { url: 'SMS_URL', keys: ['SIGNING_KEY_FILE', 'SMS_KEY_FILE'] },
    { url: 'CARD_BANK_URL', keys: ['SIGNING_KEY_FILE', 'CARD_BANK_KEY_FILE'] },
    { url: 'DOCUMENT_READER_URL', keys: ['SIGNING_KEY_FILE', 'DOCUMENT_READER_KEY_FILE'] },
    { url: 'WATCH_LIST_URL', keys: ['SIGNING_KEY_FILE', 'WATCH_LIST_KEY_FILE'] },
  ];
  for (const { url, keys } of needsKeys) {
    const missing = keys.filter((key) => settings.text(key) === undefined);
    if (settings.text(url) === undefined || missing.length === 0) continue;
    settings.problem(`${url} needs ${missing.join(' and ')} beside it`);
  }
  return partners;
}

function readFile(settings: SettingsReader, name: string): string | undefined {
  return settings.parsed(name, 'the path of a file that exists', (text) =>
    existsSync(text) ? resolve(text) : undefined,
  );
}
