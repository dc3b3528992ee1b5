// Identities: given once, unique, unreadable in the tables; and who is found by phone.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { findPayee } from './find-payee.ts';
import { BASE_CONSENTS } from './give-identity.ts';
import { identityOf, partiesById, partyById, partyByPhone } from './show-party.ts';
import { agreeTo } from '../consents/testing.ts';
import { activeCustomer, codeOf, identified, signInBySms } from './testing.ts';
import { testIdNumber, testPhone } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

let people = 0;
async function newParty() {
  const { caller } = await signInBySms(bank.database, testPhone(++people));
  await bank.database.transact((tx) => agreeTo(tx, caller, ...BASE_CONSENTS));
  return caller.partyId;
}

type Given = { name?: string; idNumber?: string };
const give = (partyId: `party_${string}`, { name = '林小雨', idNumber }: Given = {}) =>
  identified(bank.database, { partyId, name, idNumber: idNumber ?? testIdNumber(people) });

describe('giving an identity', () => {
  test('keeps name and id number, and the PIN is next', async () => {
    const partyId = await newParty();
    const party = await give(partyId, { name: ' 林小雨 ' });
    expect(party).toMatchObject({ name: '林小雨', state: 'pin_needed', pinSet: false });
    expect(await bank.database.read((tx) => identityOf(tx, partyId))).toEqual({
      name: '林小雨',
      idNumber: testIdNumber(people),
      phone: testPhone(people),
    });
  });

  test.each([
    [{ name: '1' }, 'parties.name_invalid'],
    [{ idNumber: '110101199003070001' }, 'parties.id_number_invalid'],
    [{ idNumber: testIdNumber(1, '20100116') }, 'parties.too_young'],
    [{ idNumber: testIdNumber(1, '20100115') }, 'accepted'],
  ])('with %j is %s', async (given, code) => {
    expect(await codeOf(give(await newParty(), given))).toBe(code);
  });

  test.each([
    [[]],
    [['terms_of_use'] as const],
    [['personal_data'] as const],
    [['personal_data', 'marketing', 'biometrics_face'] as const],
  ])('is refused with consent to %j only, and nothing is kept', async (purposes) => {
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    const { partyId } = caller;
    await bank.database.transact((tx) => agreeTo(tx, caller, ...purposes));
    expect(await codeOf(give(partyId))).toBe('consents.needed');
    const party = await bank.database.read((tx) => partyById(tx, partyId));
    expect(party).toMatchObject({ name: null, state: 'identity_needed' });
  });

  test('is possible once', async () => {
    const partyId = await newParty();
    await give(partyId);
    expect(await codeOf(give(partyId, { name: '陈浩' }))).toBe('parties.identity_already_given');
  });

  test('is refused for an id number of another party, also at the same moment', async () => {
    const idNumber = testIdNumber(7, '19800101');
    const parties = [await newParty(), await newParty(), await newParty()];
    const codes = await Promise.all(parties.map((id) => codeOf(give(id, { idNumber }))));
    expect(codes.toSorted()).toEqual([
      'accepted',
      'parties.identity_unavailable',
      'parties.identity_unavailable',
    ]);
    const small = idNumber.toLowerCase();
    expect(await codeOf(give(await newParty(), { idNumber: small }))).toBe(
      'parties.identity_unavailable',
    );
  });

  test('twice at the same moment keeps one', async () => {
    const partyId = await newParty();
    const ids = [testIdNumber(1, '19770101'), testIdNumber(2, '19770101')];
    const codes = await Promise.all(ids.map((idNumber) => codeOf(give(partyId, { idNumber }))));
    expect(codes.toSorted()).toEqual(['accepted', 'parties.identity_already_given']);
  });
});

test('a copy of the tables shows no name, phone or id number', async () => {
  await activeCustomer(bank.database, { number: ++people, name: '司马相如' });
  const [row] = await bank.database.read((tx) =>
    tx.query<{ text: string }>(
      `select string_agg(p::text || i::text, '') as text
       from parties.parties p join parties.identities i on i.party_id = p.id`,
    ),
  );
  expect(row?.text).not.toMatch(/司马|相如|1380000|110101/);
});

test('a sealed name copied to another party cannot be opened', async () => {
  const [one, two] = [await newParty(), await newParty()];
  await give(one, { idNumber: testIdNumber(1, '19660101') });
  await give(two, { idNumber: testIdNumber(2, '19660101') });
  await bank.database.transact((tx) =>
    tx.query(`update parties.identities set name_sealed = (
      select name_sealed from parties.identities order by party_id desc limit 1)`),
  );
  const open = bank.database.read((tx) => partiesById(tx, [one, two]));
  await expect(open).rejects.toThrow(/authenticate/);
});

const find = (phone: string) => bank.database.read((tx) => findPayee(tx, phone));

describe('a payee', () => {
  test('is an active customer behind the exact number, name masked', async () => {
    const fresh = await testDatabase({ module: 'parties' });
    const { caller } = await activeCustomer(fresh.database, { number: 500, name: 'Lin Xiaoyu' });
    const payee = await fresh.database.read((tx) => findPayee(tx, '138 0000 0500'));
    expect(payee).toMatchObject({
      id: caller.partyId,
      nameMasked: 'L** X****u',
      phoneMasked: '138****0500',
    });
    await fresh.close();
  });

  test.each([
    ['a stranger', async () => testPhone(9_000_000)],
    ['somebody without an identity', async () => (await newParty(), testPhone(people))],
  ])('is not %s', async (_, phone) => {
    expect(await codeOf(find(await phone()))).toBe('parties.payee_not_found');
  });

  test('needs a whole number', async () => {
    expect(await codeOf(find('+86138'))).toBe('parties.phone_invalid');
  });
});

test('other rooms find parties by id and by phone, and nothing for unknown ones', async () => {
  const fresh = await testDatabase({ module: 'parties' });
  const { caller } = await activeCustomer(fresh.database, { number: 600 });
  const nobody = 'party_01k7xw2v9yfq3r8t5m4n6p0abc';
  const found = await fresh.database.read((tx) => partyById(tx, caller.partyId));
  expect(found).toMatchObject({ name: '林小雨', nameMasked: '*小雨', state: 'active' });
  expect(await fresh.database.read((tx) => partyByPhone(tx, testPhone(600)))).toEqual(found);
  expect(await fresh.database.read((tx) => partyByPhone(tx, testPhone(601)))).toBeUndefined();
  expect(await fresh.database.read((tx) => partyById(tx, nobody))).toBeUndefined();
  await fresh.close();
});
