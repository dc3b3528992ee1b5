// PINs and their proofs, and how little guessing and replaying help.

import { Refusal, uuidOf } from '@sycee/kit';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller, Tx } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { changePin } from './change-pin.ts';
import type { PartyId } from './party.ts';
import { consumeProofs, provePin } from './prove-pin.ts';
import { pinContext } from './sealed-columns.ts';
import { setPin } from './set-pin.ts';
import { updatePinForm } from './store-pins.ts';
import { BASE_CONSENTS, giveIdentity } from './give-identity.ts';
import { agreeTo } from '../consents/testing.ts';
import { activeCustomer, codeOf, signInBySms, TEST_PIN } from './testing.ts';
import { testIdNumber, testPhone } from './testing.ts';

const WRONG = '135790';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

let people = 0;
const newCustomer = async () => (await activeCustomer(bank.database, { number: ++people })).caller;

const agree = (caller: Caller) =>
  bank.database.transact((tx) => agreeTo(tx, caller, ...BASE_CONSENTS));
const prove = (caller: Caller, pin: string) =>
  bank.database.transact((tx) => provePin(tx, caller, pin));
const useAll = (...shown: Parameters<typeof consumeProofs>[1]) =>
  bank.database.transact((tx) => consumeProofs(tx, shown));
const use = async (caller: Caller, proof: string) => (await useAll({ caller, proof }))[0];
const change = ({ partyId }: Caller, currentPin: string, newPin: string) =>
  bank.database.transact((tx) => changePin(tx, { partyId, currentPin, newPin }));

async function keptOf(tx: Tx, partyId: PartyId): Promise<string> {
  const sql = 'select hash_sealed from parties.pins where party_id = $1';
  const [row] = await tx.query<{ hash_sealed: string }>(sql, [uuidOf(partyId)]);
  return row?.hash_sealed ?? '';
}

async function proofOf(caller: Caller): Promise<string> {
  const proven = await prove(caller, TEST_PIN);
  if (proven instanceof Refusal) throw proven;
  return proven.proof;
}

describe('the first PIN', () => {
  test('makes the party active and tells so', async () => {
    const { partyId } = await newCustomer();
    const events = await bank.database.read((tx) =>
      tx.query<object>(
        `select key, payload from platform.outbox_events where topic = 'parties.party_activated'
         order by id desc limit 1`,
      ),
    );
    expect(events).toEqual([{ key: partyId, payload: { party_id: partyId } }]);
  });

  test('needs an identity first', async () => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    const work = bank.database.transact((tx) =>
      setPin(tx, { partyId: caller.partyId, pin: TEST_PIN }),
    );
    expect(await codeOf(work)).toBe('parties.identity_needed');
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('parties.pin_needed');
  });

  test('must not be weak, nor the birthday', async () => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    const { partyId } = caller;
    await agree(caller);
    await bank.database.transact((tx) =>
      giveIdentity(tx, { partyId, name: '陈浩', idNumber: testIdNumber(900, '19850612') }),
    );
    for (const pin of ['111111', '850612']) {
      const work = bank.database.transact((tx) => setPin(tx, { partyId, pin }));
      expect(await codeOf(work)).toBe('parties.pin_weak');
    }
  });

  test('is set once, also by two devices at the same moment', async () => {
    const { partyId } = await newCustomer();
    const again = bank.database.transact((tx) => setPin(tx, { partyId, pin: '975310' }));
    expect(await codeOf(again)).toBe('parties.pin_already_set');

    const { caller } = await signInBySms(bank.database, testPhone(++people));
    const idNumber = testIdNumber(901, '19850612');
    const person = { partyId: caller.partyId, name: '陈浩', idNumber };
    await agree(caller);
    await bank.database.transact((tx) => giveIdentity(tx, person));
    const pins = ['975310', '864209'].map((pin) =>
      codeOf(bank.database.transact((tx) => setPin(tx, { partyId: caller.partyId, pin }))),
    );
    expect((await Promise.all(pins)).toSorted()).toEqual(['accepted', 'parties.pin_already_set']);
  });

  test('is kept as argon2id with the parameters OWASP asks for, sealed', async () => {
    const { partyId } = await newCustomer();
    const opened = await bank.database.read(async (tx) => {
      const kept = await keptOf(tx, partyId);
      expect(kept).not.toContain('argon2id');
      return tx.secrets.open(kept, pinContext(partyId));
    });
    expect(opened).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('kept as it was before hashes were sealed is right, and sealed when entered', async () => {
    const caller = await newCustomer();
    const { partyId } = caller;
    const form = await bank.database.read(async (tx) =>
      hash(tx.secrets.blindIndex(TEST_PIN, pinContext(partyId)).subarray(4).toString('base64')),
    );
    await bank.database.transact((tx) => updatePinForm(tx, partyId, form));
    expect(await codeOf(prove(caller, '135790'))).toBe('parties.pin_wrong');
    expect(await bank.database.read((tx) => keptOf(tx, partyId))).toBe(form);
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('accepted');
    expect(await bank.database.read((tx) => keptOf(tx, partyId))).not.toContain('argon2id');
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('accepted');
  });
});

describe('a proof', () => {
  test('works once, in its session', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    expect(await use(caller, proof)).toBe(true);
    expect(await use(caller, proof)).toBe(false);
  });

  test('works for one of many who use it at the same moment', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    const used = await Promise.all(Array.from({ length: 8 }, () => use(caller, proof)));
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  test('does not work in another session, of the same party or another', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    bank.clock.advance(60);
    const sibling = (await signInBySms(bank.database, testPhone(people))).caller;
    expect(await use(sibling, proof)).toBe(false);
    expect(await use(await newCustomer(), proof)).toBe(false);
    expect(await use(caller, proof)).toBe(true);
  });

  test('works for three minutes', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    bank.clock.advance(180);
    expect(await use(caller, proof)).toBe(false);
  });

  test('is still good when what it allowed was undone', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    const undone = bank.database.transact(async (tx) => {
      expect(await consumeProofs(tx, [{ caller, proof }])).toEqual([true]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await use(caller, proof)).toBe(true);
  });

  test.each(['', 'nonsense', 'a'.repeat(5000)])('is not %j', async (proof) => {
    expect(await use(await newCustomer(), proof)).toBe(false);
  });
});

describe('guessing a PIN', () => {
  test('counts down, locks for 15 minutes, then refuses the right PIN the same way', async () => {
    const caller = await newCustomer();
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await prove(caller, WRONG)).toMatchObject({
        code: 'parties.pin_wrong',
        facts: { tries_left: triesLeft },
      });
    }
    const locked = await prove(caller, WRONG);
    expect(locked).toMatchObject({ code: 'parties.pin_locked', facts: { minutes: 15 } });
    const [right, wrong] = [await prove(caller, TEST_PIN), await prove(caller, WRONG)];
    expect(right).toMatchObject({ code: 'parties.pin_locked' });
    expect((right as Refusal).facts).toEqual((wrong as Refusal).facts);
    expect(await codeOf(change(caller, TEST_PIN, '975310'))).toBe('parties.pin_locked');
    bank.clock.advance(15 * 60);
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('accepted');
  });

  test('in parallel, from several sessions, gets no more than five tries', async () => {
    const caller = await newCustomer();
    bank.clock.advance(60);
    const sibling = (await signInBySms(bank.database, testPhone(people))).caller;
    const guesses = Array.from({ length: 16 }, (_, index) =>
      prove(index % 2 === 0 ? caller : sibling, WRONG),
    );
    const answers = await Promise.all(guesses);
    const wrong = answers.filter(
      (answer) => answer instanceof Refusal && answer.code === 'parties.pin_wrong',
    );
    expect(wrong).toHaveLength(4);
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('parties.pin_locked');
  });

  test('again and again locks for longer and longer, up to a day', async () => {
    const caller = await newCustomer();
    const minutes: unknown[] = [];
    for (let round = 0; round < 9; round++) {
      for (let guess = 0; guess < 4; guess++) await prove(caller, WRONG);
      const locked = (await prove(caller, WRONG)) as Refusal;
      minutes.push(locked.facts['minutes']);
      bank.clock.advance(86_400);
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  test('is forgotten after the right one', async () => {
    const caller = await newCustomer();
    for (let guess = 0; guess < 4; guess++) await prove(caller, WRONG);
    await proofOf(caller);
    expect(await prove(caller, WRONG)).toMatchObject({ facts: { tries_left: 4 } });
  });

  test('by changing it counts as well', async () => {
    const caller = await newCustomer();
    for (let guess = 0; guess < 4; guess++) await change(caller, WRONG, '975310');
    expect(await codeOf(change(caller, WRONG, '975310'))).toBe('parties.pin_locked');
  });

  test('one PIN on many customers locks none and opens none', async () => {
    const callers = [await newCustomer(), await newCustomer(), await newCustomer()];
    const codes = await Promise.all(callers.map((caller) => codeOf(prove(caller, WRONG))));
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'parties.pin_wrong'));
  });
});

describe('changing the PIN', () => {
  test('replaces it, and proofs of the old one are void', async () => {
    const caller = await newCustomer();
    const proof = await proofOf(caller);
    expect(await codeOf(change(caller, TEST_PIN, '975310'))).toBe('accepted');
    expect(await use(caller, proof)).toBe(false);
    expect(await codeOf(prove(caller, TEST_PIN))).toBe('parties.pin_wrong');
    expect(await codeOf(prove(caller, '975310'))).toBe('accepted');
  });

  test.each([
    [WRONG, '975310', 'parties.pin_wrong'],
    [TEST_PIN, TEST_PIN, 'parties.pin_same'],
    [TEST_PIN, '123456', 'parties.pin_weak'],
  ])('from %s to %s is %s', async (current, next, code) => {
    expect(await codeOf(change(await newCustomer(), current, next))).toBe(code);
  });
});
