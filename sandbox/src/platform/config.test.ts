// A configuration that is wrong says everything that is wrong with it.

import { generateKeyPairSync } from 'node:crypto';

import { expect, test } from 'vitest';

import { readConfig } from './config.ts';

const pair = generateKeyPairSync('ed25519');
const whole = {
  SANDBOX_DATABASE_URL: 'postgres://someone@127.0.0.1/sandbox',
  SANDBOX_SIGNING_KEY: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  SANDBOX_BANK_PUBLIC_KEY: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

test('what is left out has a default', () => {
  expect(readConfig(whole)).toMatchObject({ host: '127.0.0.1', port: 8090 });
});

test('every variable at fault is named in one message', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const environment = {
    SANDBOX_DATABASE_URL: 'mysql://x',
    SANDBOX_PORT: '99999',
    SANDBOX_SIGNING_KEY: '/no/such/file.pem',
    SANDBOX_BANK_PUBLIC_KEY: rsa.export({ type: 'spki', format: 'pem' }).toString(),
  };
  expect(() => readConfig(environment)).toThrow(
    'sandbox configuration:\n' +
      '  SANDBOX_DATABASE_URL: must be a postgresql:// URL\n' +
      "  SANDBOX_PORT: '99999' is not a port\n" +
      '  SANDBOX_SIGNING_KEY: must be PEM text or the path of a PEM file\n' +
      '  SANDBOX_BANK_PUBLIC_KEY: must be an Ed25519 key',
  );
});
