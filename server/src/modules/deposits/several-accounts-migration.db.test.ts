// A bank whose customers had one account each, of the class of their party, comes through: every
// account keeps its class and its limits, is the main one, and another can be opened beside it.

import { idOf, uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrations, serverRoot } from '#platform';
import { floors } from '../../floors.ts';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { auditOf, migrate, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { activeCustomer } from '../parties/testing.ts';
import { accountNumber } from './account-number.ts';
import { openAccount } from './open-account.ts';
import { noteCard } from './review-class.ts';
import { selectAccountsOfParty } from './store.ts';
import { raise } from './testing.ts';

const OLD_LAST = '0002-closing';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(() => bank.close());

const upToHere = Object.entries(floors).filter(
  ([module, floor]) => module === 'deposits' || floor < floors.deposits,
);
const lower = readMigrations(serverRoot('src'), Object.fromEntries(upToHere));

/** The tables as they were, with what a bank of that time held. */
async function fillAsBefore(rows: readonly string[]): Promise<void> {
  await asOwner(
    bank.url,
    `drop schema deposits cascade; delete from platform.migrations where module = 'deposits'`,
  );
  const old = lower.filter(({ module, name }) => module !== 'deposits' || name <= OLD_LAST);
  await migrate(bank.url, old);
  for (const sql of rows) await asOwner(bank.url, sql);
}

const account = (party: string, serial: bigint, status = 'open') => `
  insert into deposits.accounts values (gen_random_uuid(), '${party}',
    '${accountNumber(serial)}', gen_random_uuid(), '${status}', '2026-01-10T17:00:00Z')`;
const granted = (party: string, accountClass: string, at: string) => `
  insert into deposits.party_classes values ('${party}', '${accountClass}', '${at}')`;

test('accounts keep their class, and may be joined by others', async () => {
  const customers = await Promise.all(
    [1, 2, 3, 4].map((number) => activeCustomer(bank.database, { number })),
  );
  const [small, full, left, early] = customers.map(({ caller }) => uuidOf(caller.partyId));
  await fillAsBefore([
    account(small ?? '', 1n),
    account(full ?? '', 2n),
    granted(full ?? '', 'II', '2026-01-12T16:30:00Z'),
    account(left ?? '', 3n, 'closed'),
    granted(early ?? '', 'II', '2026-01-09T00:00:00Z'),
  ]);
  await migrate(bank.url, lower);
  const accountsOf = (party = '') =>
    bank.database.read((tx) => selectAccountsOfParty(tx, idOf('party', party)));
  const shared = { isMain: true, rises: true, limited: false, nameSealed: null, isOpen: true };
  expect(await accountsOf(small)).toMatchObject([
    { ...shared, accountClass: 'III', classSince: '2026-01-11' },
  ]);
  expect(await accountsOf(full)).toMatchObject([
    { ...shared, accountClass: 'II', classSince: '2026-01-13' },
  ]);
  expect(await accountsOf(left)).toMatchObject([{ accountClass: 'III', isOpen: false }]);
  expect(await bank.database.read((tx) => auditOf(tx, ['deposits']))).toEqual({});

  const owner = idOf('party', full ?? '');
  const second = await bank.database.transact((tx) => openAccount(tx, owner, { name: 'second' }));
  expect(second).toMatchObject({ isMain: false });
  await bank.database.transact((tx) => noteCard(tx, owner, false));
  expect(await accountsOf(full)).toMatchObject([{ accountClass: 'II', limited: true }, {}]);
  const earlyOwner = idOf('party', early ?? '');
  await bank.database.transact((tx) => openAccount(tx, earlyOwner));
  expect(await raise(bank.database, earlyOwner)).toMatchObject({ accountClass: 'II' });
});
