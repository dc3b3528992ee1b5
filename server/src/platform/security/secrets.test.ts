// What is sealed stays secret and whole, under any key that was ever current.

import { describe, expect, test } from 'vitest';
import { createKeyring, createSecrets, INDEX_BYTES, indexTag } from './secrets.ts';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });
const secrets = createSecrets(key('a', 1));
const CONTEXT = 'parties.name:1';

describe('sealing', () => {
  test.each(['', '林小雨', 'a'.repeat(5_000), '\0\ud83d\ude00'])('%j comes back', (plain) => {
    expect(secrets.open(secrets.seal(plain, CONTEXT), CONTEXT)).toBe(plain);
  });

  test('the same text is sealed differently every time', () => {
    expect(secrets.seal('x', CONTEXT)).not.toBe(secrets.seal('x', CONTEXT));
  });

  test('a sealed text opens nowhere but in its context', () => {
    const sealed = secrets.seal('x', CONTEXT);
    expect(() => secrets.open(sealed, 'parties.name:2')).toThrow();
  });

  test('a changed text does not open', () => {
    const sealed = secrets.seal('secret', CONTEXT);
    for (let place = 2; place < sealed.length; place++) {
      const other = sealed[place] === 'A' ? 'Q' : 'A';
      const changed = sealed.slice(0, place) + other + sealed.slice(place + 1);
      const isSame = Buffer.from(changed.slice(2), 'base64url').equals(
        Buffer.from(sealed.slice(2), 'base64url'),
      );
      if (!isSame) expect(() => secrets.open(changed, CONTEXT)).toThrow();
    }
  });

  test('after a change of keys old texts open, and new ones have the new name', () => {
    const rotated = createSecrets(key('b', 2), [key('a', 1)]);
    expect(rotated.open(secrets.seal('old', CONTEXT), CONTEXT)).toBe('old');
    expect(rotated.seal('new', CONTEXT)).toMatch(/^b\./);
    expect(() => secrets.open(rotated.seal('new', CONTEXT), CONTEXT)).toThrow("no key named 'b'");
  });
});

describe('the blind index', () => {
  test('is equal for equal texts of one context only', () => {
    const index = (text: string, context = 'phone') =>
      secrets.blindIndex(text, context).toString('hex');
    expect(index('138')).toBe(index('138'));
    expect(new Set([index('138'), index('139'), index('138', 'id')]).size).toBe(3);
  });

  test('after a change of keys is found under either, and made under the new one', () => {
    const rotated = createSecrets(key('b', 2), [key('a', 1)]);
    const found = rotated.blindIndexes('138', 'phone').map((form) => form.toString('hex'));
    expect(found[0]).toBe(rotated.blindIndex('138', 'phone').toString('hex'));
    expect(found).toContain(secrets.blindIndex('138', 'phone').toString('hex'));
  });

  test('of before it bore a mark is still found', () => {
    const marked = secrets.blindIndex('138', 'phone');
    const unmarked = marked.subarray(4).toString('hex');
    const found = secrets.blindIndexes('138', 'phone').map((form) => form.toString('hex'));
    expect(found).toContain(unmarked);
  });

  test('tells which key made it', () => {
    expect(secrets.blindIndex('138', 'phone').subarray(0, 4)).toEqual(indexTag('a'));
    expect(secrets.blindIndex('138', 'phone')).toHaveLength(INDEX_BYTES);
  });
});

describe('a keyring', () => {
  test('works with the keys of the moment', () => {
    const keyring = createKeyring({ current: key('a', 1), older: [] });
    const { seal, open } = keyring.secrets;
    const before = seal('x', CONTEXT);
    keyring.replace({ current: key('b', 2), older: [key('a', 1)] });
    expect([before, seal('x', CONTEXT)].map((sealed) => open(sealed, CONTEXT))).toEqual(['x', 'x']);
    keyring.replace({ current: key('b', 2), older: [] });
    expect(() => open(before, CONTEXT)).toThrow("no key named 'a'");
  });
});
