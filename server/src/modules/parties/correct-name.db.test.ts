// A name is corrected by two people of the bank, on the person's word and reason.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { askForName, decideName } from './correct-name.ts';
import type { PartyId } from './party.ts';
import { showParty } from './show-party.ts';
import { selectNameCorrections, type NameCorrection } from './store-corrections.ts';
import { activeCustomer, codeOf, signInBySms, testPhone } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

let people = 0;
const newCustomer = async () =>
  (await activeCustomer(bank.database, { number: ++people })).caller.partyId;

const ask = (partyId: PartyId, name = '林晓雨') =>
  bank.database.transact((tx) => askForName(tx, { partyId, name, reason: '写错了一个字' }));
const decide = (
  { id }: NameCorrection,
  state: 'approved' | 'rejected',
  [decidedBy, confirmedBy] = ['staff a', 'staff b'],
) =>
  bank.database.transact((tx) =>
    decideName(tx, id, { state, decidedBy: decidedBy ?? '', confirmedBy: confirmedBy ?? '' }),
  );
const nameOf = async (partyId: PartyId) =>
  (await bank.database.read((tx) => showParty(tx, partyId))).name;

describe('a correction of the name', () => {
  test('changes nothing until two people have decided', async () => {
    const partyId = await newCustomer();
    const asked = await ask(partyId);
    expect(await nameOf(partyId)).toBe('林小雨');
    expect(await codeOf(decide(asked, 'approved', ['staff a', 'staff a']))).toBe(
      'parties.four_eyes_needed',
    );
    expect(await nameOf(partyId)).toBe('林小雨');
    await decide(asked, 'approved');
    expect(await nameOf(partyId)).toBe('林晓雨');
  });

  test('that is rejected changes nothing, and another may be asked for', async () => {
    const partyId = await newCustomer();
    await decide(await ask(partyId), 'rejected');
    expect(await nameOf(partyId)).toBe('林小雨');
    await ask(partyId, '林小羽');
    const corrections = await bank.database.read((tx) => selectNameCorrections(tx, partyId));
    expect(corrections.map(({ state }) => state).toSorted()).toEqual(['rejected', 'waiting']);
  });

  test('waits once, also when asked for by two devices at the same moment', async () => {
    const partyId = await newCustomer();
    const codes = await Promise.all([codeOf(ask(partyId)), codeOf(ask(partyId))]);
    expect(codes.toSorted()).toEqual(['accepted', 'parties.correction_waiting']);
  });

  test('is decided once', async () => {
    const asked = await ask(await newCustomer());
    const codes = await Promise.all([
      codeOf(decide(asked, 'approved')),
      codeOf(decide(asked, 'rejected')),
    ]);
    expect(codes.toSorted()).toEqual(['accepted', 'parties.correction_not_found']);
  });

  test('needs a name to correct, and one that can be a name', async () => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    expect(await codeOf(ask(caller.partyId))).toBe('parties.identity_needed');
    expect(await codeOf(ask(await newCustomer(), '1234'))).toBe('parties.name_invalid');
  });
});
