// A name is corrected by two people of the bank, on the person's word and reason.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_DECIDED, runningCases, type CaseDecided } from '#staff';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { decideBy, newMember, type TestMember } from '../staff/testing.ts';
import { askForName } from './correct-name.ts';
import type { PartyId } from './party.ts';
import { applyDecidedCases } from './reviews/apply-decided-cases.ts';
import { reviewsHolder } from './reviews/holder.ts';
import { showParty } from './show-party.ts';
import { selectNameCorrections } from './store-corrections.ts';
import { activeCustomer, codeOf, signInBySms, testPhone } from './testing.ts';

let bank: TestDatabase;
let two: [TestMember, TestMember];
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
  two = [await newMember(bank, 'Alice'), await newMember(bank, 'Bob')];
});
afterAll(() => bank.close());

let people = 0;
const newCustomer = async () =>
  (await activeCustomer(bank.database, { number: ++people })).caller.partyId;
const ask = (partyId: PartyId, name = '林晓雨') =>
  bank.database.transact((tx) => askForName(tx, { partyId, name, reason: '写错了一个字' }));
const caseOf = async (partyId: PartyId) => {
  const [running] = await bank.database.read((tx) => runningCases(tx, partyId));
  return running?.id ?? 'case_';
};
/** Two decide; their word arrives, once or more often. */
async function decide(partyId: PartyId, outcome: 'approved' | 'rejected', times = 1) {
  await decideBy(bank, two, { caseId: await caseOf(partyId), outcome });
  await deliver(partyId, times);
}
const deliver = (partyId: PartyId, times: number) =>
  bank.database.transact(async (tx) => {
    const [event] = await tx.query<{ payload: CaseDecided }>(
      `select payload from platform.outbox_events where topic = $1 and key = $2
        order by id desc limit 1`,
      [CASE_DECIDED, partyId],
    );
    const heard = { id: 1n, topic: CASE_DECIDED, key: partyId, payload: event?.payload };
    for (let time = 0; time < times; time++) await applyDecidedCases.handle(tx, heard);
  });
const nameOf = async (partyId: PartyId) =>
  (await bank.database.read((tx) => showParty(tx, partyId))).name;
const statesOf = async (partyId: PartyId) =>
  (await bank.database.read((tx) => selectNameCorrections(tx, partyId)))
    .map(({ state }) => state)
    .toSorted();

describe('a correction of the name', () => {
  test('changes nothing until two people have decided', async () => {
    const partyId = await newCustomer();
    await ask(partyId);
    expect(await nameOf(partyId)).toBe('林小雨');
    await decide(partyId, 'approved');
    expect(await nameOf(partyId)).toBe('林晓雨');
    expect(await statesOf(partyId)).toEqual(['approved']);
  });

  test('that is rejected changes nothing, and another may be asked for', async () => {
    const partyId = await newCustomer();
    await ask(partyId);
    await decide(partyId, 'rejected');
    expect(await nameOf(partyId)).toBe('林小雨');
    await ask(partyId, '林小羽');
    expect(await statesOf(partyId)).toEqual(['rejected', 'waiting']);
  });

  test('waits once, also when asked for by two devices at the same moment', async () => {
    const partyId = await newCustomer();
    const codes = await Promise.all([codeOf(ask(partyId)), codeOf(ask(partyId))]);
    expect(codes.toSorted()).toEqual(['accepted', 'parties.correction_waiting']);
  });

  test('happens once, however often the word of the deciders arrives', async () => {
    const partyId = await newCustomer();
    await ask(partyId);
    await decide(partyId, 'approved', 3);
    await ask(partyId, '林小雨');
    await decide(partyId, 'approved');
    await deliver(partyId, 1);
    expect(await nameOf(partyId)).toBe('林小雨');
  });

  test('does not reach who has left meanwhile', async () => {
    const partyId = await newCustomer();
    await ask(partyId);
    await decideBy(bank, two, { caseId: await caseOf(partyId), outcome: 'approved' });
    await bank.database.transact((tx) => reviewsHolder.letGo(tx, partyId));
    await bank.database.transact((tx) =>
      tx.query('delete from parties.name_corrections where name_sealed is not null', []),
    );
    await deliver(partyId, 1);
    expect(await nameOf(partyId)).toBe('林小雨');
  });

  test('needs a name to correct, and one that can be a name', async () => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    expect(await codeOf(ask(caller.partyId))).toBe('parties.identity_needed');
    expect(await codeOf(ask(await newCustomer(), '1234'))).toBe('parties.name_invalid');
  });
});
