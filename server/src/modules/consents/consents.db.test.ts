// What a receipt is worth: whose it is, which words it means, and what nobody can do to it.

import type { Id } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#platform';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { shutGate } from '../../platform/testing/gate.ts';
import { afterForce, auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { consentsOf } from './consents-of.ts';
import { CONSENT_WITHDRAWN } from './events.ts';
import { giveConsent } from './give-consent.ts';
import type { ConsentState, Purpose, Receipt } from './purposes.ts';
import { requireConsent } from './require-consent.ts';
import { selectReceipts } from './store.ts';
import { agreeTo } from './testing.ts';
import { withdrawAllConsents, withdrawConsent } from './withdraw-consent.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'consents' });
});
afterAll(() => bank.close());

const newCaller = (): Promise<Caller> =>
  bank.database.read(async (tx) => ({
    partyId: tx.newId('party'),
    sessionId: tx.newId('sess'),
    deviceId: tx.newId('dev'),
    signedInAt: tx.now,
  }));
const agree = (caller: Caller, ...purposes: Purpose[]) =>
  bank.database.transact((tx) => agreeTo(tx, caller, ...purposes));
const withdraw = (caller: Caller, purpose: Purpose) =>
  bank.database.transact((tx) => withdrawConsent(tx, caller, purpose));
const need = (caller: Caller, purpose: Purpose) =>
  codeOf(bank.database.read((tx) => requireConsent(tx, caller.partyId, purpose)));
const replay = (caller: Caller, receipt: Receipt) =>
  bank.database.transact((tx) => giveConsent(tx, caller, receipt));

async function stateOf(caller: Caller, purpose: Purpose): Promise<ConsentState | undefined> {
  const consents = await bank.database.read((tx) => consentsOf(tx, caller.partyId));
  return consents.find((consent) => consent.purpose === purpose)?.state;
}

describe('a consent', () => {
  test('is never there before it is given', async () => {
    const caller = await newCaller();
    const consents = await bank.database.read((tx) => consentsOf(tx, caller.partyId));
    expect(consents.map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
      'terms_of_use never_given',
      'personal_data never_given',
      'biometrics_face never_given',
      'biometrics_voice never_given',
      'marketing never_given',
    ]);
    expect(await need(caller, 'biometrics_face')).toBe('consents.needed');
  });

  test('is for one purpose: the face says nothing about the voice', async () => {
    const caller = await newCaller();
    await agree(caller, 'biometrics_face');
    expect(await need(caller, 'biometrics_face')).toBe('accepted');
    expect(await need(caller, 'biometrics_voice')).toBe('consents.needed');
  });

  test('is given, taken back and given again, each with a receipt', async () => {
    const caller = await newCaller();
    const [first] = await agree(caller, 'marketing');
    bank.clock.advance(1);
    const back = await withdraw(caller, 'marketing');
    expect(await stateOf(caller, 'marketing')).toBe('withdrawn');
    expect(await need(caller, 'marketing')).toBe('consents.needed');
    bank.clock.advance(1);
    const [again] = await agree(caller, 'marketing');
    expect(await stateOf(caller, 'marketing')).toBe('given');
    expect([back.follows, again?.follows]).toEqual([first?.id, back.id]);
    const receipts = await bank.database.read((tx) => selectReceipts(tx, caller.partyId));
    expect(receipts.map(({ decision }) => decision)).toEqual(['given', 'withdrawn', 'given']);
  });

  test('given twice is one receipt', async () => {
    const caller = await newCaller();
    const [first] = await agree(caller, 'marketing');
    expect(await agree(caller, 'marketing')).toEqual([first]);
  });

  test('given at the same moment twice is one receipt', async () => {
    const caller = await newCaller();
    const both = await Promise.allSettled([agree(caller, 'marketing'), agree(caller, 'marketing')]);
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    expect(await bank.database.read((tx) => selectReceipts(tx, caller.partyId))).toHaveLength(1);
  });

  test.each(['terms_of_use', 'personal_data'] as const)(
    '%s is taken back by closing the account only',
    async (purpose) => {
      const caller = await newCaller();
      await agree(caller, purpose);
      expect(await codeOf(withdraw(caller, purpose))).toBe('consents.base_of_account');
      const ended = await bank.database.transact((tx) => withdrawAllConsents(tx, caller.partyId));
      expect(ended).toEqual([purpose]);
      expect(await stateOf(caller, purpose)).toBe('withdrawn');
    },
  );

  test('that was not given cannot be taken back', async () => {
    const caller = await newCaller();
    expect(await codeOf(withdraw(caller, 'marketing'))).toBe('consents.not_given');
  });

  test('taken back is news for whoever holds the data', async () => {
    const caller = await newCaller();
    await agree(caller, 'biometrics_face', 'biometrics_voice');
    await withdraw(caller, 'biometrics_voice');
    const news = await asOwner(
      bank.url,
      `select payload from platform.outbox_events
        where topic = '${CONSENT_WITHDRAWN}' and key = '${caller.partyId}'`,
    );
    expect(news).toMatchObject([
      { payload: { party_id: caller.partyId, purpose: 'biometrics_voice' } },
    ]);
  });

  test('cannot be taken back under the feet of who relies on it', async () => {
    const caller = await newCaller();
    await agree(caller, 'biometrics_face');
    const gate = shutGate();
    const order: string[] = [];
    const enrolling = bank.database.transact(async (tx) => {
      await requireConsent(tx, caller.partyId, 'biometrics_face');
      await gate.pass();
      order.push('enrolled');
    });
    await gate.reached(1);
    const withdrawing = withdraw(caller, 'biometrics_face').then(() => order.push('withdrawn'));
    gate.open();
    await Promise.all([enrolling, withdrawing]);
    expect(order).toEqual(['enrolled', 'withdrawn']);
  });
});

describe('new words', () => {
  const publishVersion = (version: number, from: string, asksAgain: boolean) =>
    asOwner(
      bank.url,
      `insert into consents.versions values ('marketing', ${version}, '${from}', ${asksAgain});
       insert into consents.texts
       select purpose, ${version}, locale, title, what, why || ' ${version}', how_long, with_whom
         from consents.texts where purpose = 'marketing' and version = 1`,
    );

  test('count from their day on, and are asked for again only when they say so', async () => {
    const caller = await newCaller();
    const [first] = await agree(caller, 'marketing');
    await publishVersion(2, '2026-02-01', false);
    await publishVersion(3, '2026-03-01', true);
    expect(await stateOf(caller, 'marketing')).toBe('given');
    bank.clock.advance(20 * 86_400);
    expect(await stateOf(caller, 'marketing')).toBe('given');
    bank.clock.advance(30 * 86_400);
    expect(await stateOf(caller, 'marketing')).toBe('outdated');
    expect(await need(caller, 'marketing')).toBe('consents.needed');
    if (first === undefined) throw new Error('no receipt');
    expect(await codeOf(replay(caller, first))).toBe('consents.text_changed');
    await agree(caller, 'marketing');
    expect(await stateOf(caller, 'marketing')).toBe('given');
  });

  test('that have no day yet cannot be agreed to', async () => {
    const caller = await newCaller();
    await expect(agree(caller, 'credit_data')).rejects.toThrow('not offered');
    expect(await need(caller, 'credit_data')).toBe('consents.needed');
  });
});

describe('a forger', () => {
  test('cannot bring a consent back by sending the old request again', async () => {
    const caller = await newCaller();
    const [given] = await agree(caller, 'biometrics_face');
    await withdraw(caller, 'biometrics_face');
    if (given === undefined) throw new Error('no receipt');
    expect(await codeOf(replay(caller, given))).toBe('consents.changed_meanwhile');
    expect(await stateOf(caller, 'biometrics_face')).toBe('withdrawn');
  });

  test("cannot hang a consent on another person's receipt", async () => {
    const [alice, bob] = [await newCaller(), await newCaller()];
    const [hers] = await agree(alice, 'biometrics_face');
    if (hers === undefined) throw new Error('no receipt');
    const follows: Id<'cons'> = hers.id;
    expect(await codeOf(replay(bob, { ...hers, follows }))).toBe('consents.changed_meanwhile');
  });

  test('cannot agree to words that nobody wrote', async () => {
    const caller = await newCaller();
    const { textHash: _, ...rest } = (await agree(caller, 'biometrics_face'))[0] as Receipt;
    const forged = { ...rest, textHash: Buffer.alloc(32, 1) };
    expect(await codeOf(replay(caller, forged))).toBe('consents.text_changed');
  });

  test.each([
    'update consents.receipts set decision = decision',
    'delete from consents.receipts',
    'update consents.texts set what = what',
    'insert into consents.versions select purpose, 9, effective_from, false from consents.versions',
  ])('who runs as the server cannot: %s', async (sql) => {
    await expect(bank.database.transact((tx) => tx.query(sql))).rejects.toThrow(
      'permission denied',
    );
  });

  test.each([
    ['changes the words', `update consents.texts set what = 'everything'`],
    [
      'changes the hash',
      `update consents.receipts set text_hash = decode(repeat('00', 32), 'hex')`,
    ],
    [
      'makes a no of a no',
      `update consents.receipts set decision = 'withdrawn' where follows is not null`,
    ],
    ['drops a language', `delete from consents.texts where locale = 'zh'`],
  ])('who owns the database and %s is found by the audit', async (_name, sql) => {
    const caller = await newCaller();
    await agree(caller, 'biometrics_face');
    await withdraw(caller, 'biometrics_face');
    await agree(caller, 'biometrics_face');
    const found = await afterForce(bank, [sql], (tx) => auditOf(tx, ['consents']));
    expect(Object.keys(found)).toEqual(['consents/0001-receipts']);
  });

  test('leaves nothing for the audit to find when he fails', async () => {
    expect(await bank.database.read((tx) => auditOf(tx, ['consents']))).toEqual({});
  });
});
