// What the browser says about an answer, fault by fault.

import { expect, test } from 'vitest';
import { faultsOf } from './client-data.ts';

const expected = {
  type: 'webauthn.get',
  challenge: 'c2Vzc2lvbg',
  origins: ['https://bank.example', 'https://app.bank.example'],
} as const;
const honest = { type: 'webauthn.get', challenge: 'c2Vzc2lvbg', origin: 'https://bank.example' };

test.each([
  ['as expected', {}, []],
  ['from another origin of the bank', { origin: 'https://app.bank.example' }, []],
  ['not in a frame, said so', { crossOrigin: false }, []],
  ['of a registration', { type: 'webauthn.create' }, ['other_type']],
  ['to another challenge', { challenge: 'b3RoZXI' }, ['other_challenge']],
  ['from a look-alike', { origin: 'https://bank.example.evil.example' }, ['other_origin']],
  ['from the same host without TLS', { origin: 'http://bank.example' }, ['other_origin']],
  ['without an origin', { origin: undefined }, ['other_origin']],
  ['from a frame in another site', { crossOrigin: true }, ['framed']],
  ['from under another site', { topOrigin: 'https://evil.example' }, ['framed']],
  [
    'wrong in every way',
    { type: 'x', challenge: '', origin: '', crossOrigin: true },
    ['other_type', 'other_challenge', 'other_origin', 'framed'],
  ],
])('an answer %s', (_, difference, faults) => {
  const said = Buffer.from(JSON.stringify({ ...honest, ...difference })).toString('base64url');
  expect(faultsOf(said, expected)).toEqual(faults);
});

test.each(['', 'bm90IGpzb24', 'bnVsbA', 'W10', 'IjEi'])(
  'what is no client data is a fault, not a crash: %j',
  (text) => {
    const faults = faultsOf(text, expected);
    expect(faults.length).toBeGreaterThan(0);
  },
);
