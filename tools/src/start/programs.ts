// The programs of a bank on one machine, and what each is told by its environment.

import { join } from 'node:path';

import { startChild, type Child } from './child.ts';
import { keyPair } from './key-pairs.ts';
import { inDataDir, type Settings } from './settings.ts';

export type Place = {
  readonly settings: Settings;
  readonly port: number;
  readonly sandboxPort: number;
  readonly sandboxDatabaseUrl: string;
};

/** So many days the bank's clock stands back at its very first start; the story fills them. */
const STORY_DAYS = 35;

/** Starts the bank. */
export function startBank({ settings, port, sandboxPort }: Place): Child {
  const keys = keysOf(settings);
  const sandboxUrl = sandboxUrlOf(sandboxPort);
  return startChild({
    name: 'The bank',
    script: join(settings.projectRoot, 'server', 'dist', 'main.js'),
    // What a request leaves behind dies young: swept seldom, nearly all of it is gone by then.
    flags: ['--max-semi-space-size=64'],
    logFile: inDataDir(settings, 'logs', 'bank.log'),
    environment: {
      PORT: String(port),
      HOST: settings.host,
      DATA_DIR: settings.dataDir,
      DATABASE_URL: settings.databaseUrl,
      CLOCK_MOVABLE: 'true',
      CLOCK_START_DAYS_BACK: String(STORY_DAYS),
      SANDBOX_URL: sandboxUrl,
      SMS_URL: `${sandboxUrl}/sms`,
      CARD_BANK_URL: `${sandboxUrl}/card-bank`,
      DOCUMENT_READER_URL: `${sandboxUrl}/document-reader`,
      WATCH_LIST_URL: `${sandboxUrl}/watch-list`,
      SIGNING_KEY_FILE: keys.bank.privateKey,
      SMS_KEY_FILE: keys.sandbox.publicKey,
      CARD_BANK_KEY_FILE: keys.sandbox.publicKey,
      DOCUMENT_READER_KEY_FILE: keys.sandbox.publicKey,
      WATCH_LIST_KEY_FILE: keys.sandbox.publicKey,
    },
  });
}

/** Starts the world outside. */
export function startSandbox({ settings, sandboxPort, sandboxDatabaseUrl }: Place): Child {
  const keys = keysOf(settings);
  return startChild({
    name: 'The sandbox world',
    script: join(settings.projectRoot, 'sandbox', 'dist', 'main.js'),
    logFile: inDataDir(settings, 'logs', 'sandbox.log'),
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_DATABASE_URL: sandboxDatabaseUrl,
      SANDBOX_SIGNING_KEY: keys.sandbox.privateKey,
      SANDBOX_BANK_PUBLIC_KEY: keys.bank.publicKey,
    },
  });
}

/** Starts what tells the personas' life to the bank; it ends by itself. */
export function startStory(
  place: Place,
  reviewerKeys: readonly string[],
  onMessage: (message: unknown) => void,
): Child {
  return startChild({
    name: 'The story of the demo customers',
    script: join(place.settings.projectRoot, 'sandbox', 'dist', 'personas.js'),
    logFile: inDataDir(place.settings, 'logs', 'personas.log'),
    onMessage,
    environment: {
      // Always the same name: the story is told to this bank once, whatever its port is.
      BANK_NAME: 'local',
      BANK_URL: bankUrlOf(place),
      SANDBOX_URL: sandboxUrlOf(place.sandboxPort),
      SANDBOX_DATABASE_URL: place.sandboxDatabaseUrl,
      SANDBOX_REVIEWER_KEYS: reviewerKeys.join(','),
    },
  });
}

/** The sandbox's own address; the browser reaches it through the bank. */
export function sandboxUrlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The bank's address from this machine. */
export function bankUrlOf({ settings: { host }, port }: Place): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

function keysOf(settings: Settings) {
  const folder = inDataDir(settings, 'keys');
  return { bank: keyPair(folder, 'bank'), sandbox: keyPair(folder, 'sandbox') };
}
