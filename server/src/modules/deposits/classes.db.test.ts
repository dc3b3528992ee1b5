// Classes by what is known of a person: who rises when, what falls away, and how many there may be,
// whoever asks at the same moment.

import { parseBusinessDate, uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { activeCustomer, codeOf } from '../parties/testing.ts';
import type { AccountClass, DemandAccount, PartyId } from './account.ts';
import { auditDeposits } from './audit-deposits.ts';
import { changeAccount } from './change-account.ts';
import { closeAccount } from './close-account.ts';
import { limitState } from './limits.ts';
import { moveMoney } from './move-money.ts';
import { openAccount } from './open-account.ts';
import { noteCard, reviewClass } from './review-class.ts';
import { selectAccountsOfParty } from './store.ts';
import { raise, receive } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(async () => {
  expect(await bank.database.read(auditDeposits)).toEqual([]);
  expect(await bank.database.read((tx) => auditOf(tx, ['deposits']))).toEqual({});
  await bank.close();
});

let people = 0;
async function newParty(): Promise<PartyId> {
  const { caller } = await activeCustomer(bank.database, { number: ++people });
  return caller.partyId;
}

const open = (partyId: PartyId, name?: string, accountClass?: AccountClass) =>
  bank.database.transact((tx) => openAccount(tx, partyId, { name, accountClass }));
const card = (partyId: PartyId, isBound: boolean) =>
  bank.database.transact((tx) => noteCard(tx, partyId, isBound));
const accountsOf = async (partyId: PartyId) =>
  (await bank.database.read((tx) => selectAccountsOfParty(tx, partyId))).filter(
    ({ isOpen }) => isOpen,
  );
const mainOf = async (partyId: PartyId) => (await accountsOf(partyId))[0] as DemandAccount;
const nothingOnItsWay = async () => 0n;

const newsOf = async (partyId: PartyId) =>
  bank.database.read((tx) =>
    tx.query<{ payload: object }>(
      `select payload from platform.outbox_events
       where topic = 'deposits.class_changed' and key = $1 order by id`,
      [partyId],
    ),
  );

describe('an account of class III', () => {
  test('rises by itself when the last need is met, and its holder hears of it', async () => {
    const partyId = await newParty();
    const { id } = await open(partyId);
    await raise(bank.database, partyId);
    expect(await mainOf(partyId)).toMatchObject({ accountClass: 'II', classSince: '2026-01-15' });
    const news = await newsOf(partyId);
    expect(news).toMatchObject([{ payload: { account_id: id, class: 'II', limited: false } }]);
    await bank.database.transact((tx) => reviewClass(tx, partyId));
    expect(await newsOf(partyId)).toHaveLength(1);
  });

  test('rises in the order main, oldest, as far as there are places', async () => {
    const partyId = await newParty();
    const purse = await open(partyId, 'purse');
    await raise(bank.database, partyId);
    for (const name of ['2', '3', '4', '5']) await open(partyId, name, 'II');
    await card(partyId, false);
    const late = await open(partyId, 'late');
    expect(late).toMatchObject({ accountClass: 'III', rises: true });
    await card(partyId, true);
    const classes = new Map((await accountsOf(partyId)).map((one) => [one.id, one.accountClass]));
    expect(classes.get(purse.id)).toBe('II');
    expect(classes.get(late.id)).toBe('III');
    expect([...classes.values()].filter((one) => one === 'II')).toHaveLength(5);
  });
});

describe('without a card any more', () => {
  test('class II stays, and sends as class III does until there is one', async () => {
    const partyId = await newParty();
    await open(partyId);
    await raise(bank.database, partyId);
    await card(partyId, false);
    const limited = await mainOf(partyId);
    expect(limited).toMatchObject({ accountClass: 'II', limited: true });
    const on = parseBusinessDate('2026-01-15');
    const look = () => bank.database.read(async (tx) => limitState(tx, await mainOf(partyId), on));
    expect((await look()).limits).toEqual({
      outgoingDayMinor: 200_000n,
      outgoingYearMinor: 5_000_000n,
      balanceMaxMinor: null,
    });
    await card(partyId, true);
    expect((await look()).limits.outgoingDayMinor).toBe(1_000_000n);
    expect((await newsOf(partyId)).map(({ payload }) => payload)).toMatchObject([
      { class: 'II', limited: false },
      { class: 'II', limited: true },
      { class: 'II', limited: false },
    ]);
  });

  test('money between own accounts counts, too', async () => {
    const partyId = await newParty();
    const from = await open(partyId);
    await raise(bank.database, partyId);
    const to = await open(partyId, 'other');
    await bank.database.transact((tx) => receive(tx, from, { amountMinor: 1_000_000n }));
    const move = (amountMinor: bigint) =>
      codeOf(
        bank.database.transact((tx) =>
          moveMoney(tx, { partyId, fromId: from.id, toId: to.id, amountMinor }, nothingOnItsWay),
        ),
      );
    expect(await move(300_000n)).toBe('accepted');
    await card(partyId, false);
    expect(await move(200_001n)).toBe('deposits.day_limit_exceeded');
    expect(await move(200_000n)).toBe('accepted');
    expect(await move(1n)).toBe('deposits.day_limit_exceeded');
    await card(partyId, true);
    expect(await move(500_000n)).toBe('accepted');
  });
});

test('a need that begins later binds those who rise later, and nobody who has risen', async () => {
  const fresh = await testDatabase({ module: 'deposits' });
  const customers = await Promise.all(
    [1, 2].map((number) => activeCustomer(fresh.database, { number })),
  );
  const [early, late] = customers.map(({ caller }) => caller.partyId) as [PartyId, PartyId];
  const classOf = async (partyId: PartyId) =>
    (await fresh.database.read((tx) => selectAccountsOfParty(tx, partyId)))[0];
  for (const partyId of [early, late]) {
    await fresh.database.transact((tx) => openAccount(tx, partyId));
  }
  await asOwner(
    fresh.url,
    `insert into deposits.class_needs values ('II', '2026-01-14', '{card}'),
       ('II', '2026-01-16', '{card,presence}')`,
  );
  await fresh.database.transact((tx) => noteCard(tx, early, true));
  fresh.clock.advance(86_400);
  await fresh.database.transact((tx) => noteCard(tx, late, true));
  await fresh.database.transact((tx) => reviewClass(tx, early));
  expect(await classOf(early)).toMatchObject({ accountClass: 'II', limited: false });
  expect(await classOf(late)).toMatchObject({ accountClass: 'III' });
  await fresh.close();
});

describe('five accounts of a class', () => {
  test('are what twelve who ask at the same moment get together', async () => {
    const partyId = await newParty();
    await open(partyId);
    const names = Array.from({ length: 12 }, (_, place) => `no ${place}`);
    const codes = await Promise.all(names.map((name) => codeOf(open(partyId, name, 'III'))));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(4);
    expect(new Set(codes)).toEqual(new Set(['accepted', 'deposits.too_many_accounts']));
    expect(await accountsOf(partyId)).toHaveLength(5);
  });

  test('are all the table itself takes, whoever writes to it', async () => {
    const partyId = await newParty();
    for (const name of [undefined, '2', '3', '4', '5']) await open(partyId, name);
    const insert = (place: number) =>
      asOwner(
        bank.url,
        `insert into deposits.accounts (id, party_id, number, ledger_account_id, status, opened_at,
           class, class_since, place, is_main, rises)
         values (gen_random_uuid(), '${uuidOf(partyId)}', '6231990000009999${place}99',
           gen_random_uuid(), 'open', now(), 'III', '2026-01-15', ${place}, false, true)`,
      );
    for (const place of [1, 2, 3, 4, 5]) {
      await expect(insert(place)).rejects.toThrow('accounts_places');
    }
    await expect(insert(6)).rejects.toThrow('accounts_place_check');
    await expect(
      asOwner(
        bank.url,
        `update deposits.accounts set is_main = true where party_id = '${uuidOf(partyId)}'`,
      ),
    ).rejects.toThrow('accounts_one_main');
  });

  test('stay five while accounts open, close, rise and change places all at once', async () => {
    const partyId = await newParty();
    await open(partyId);
    const close = async () => {
      const spare = (await accountsOf(partyId)).find(({ isMain }) => !isMain);
      if (spare === undefined) return;
      const which = { partyId, id: spare.id };
      await bank.database.transact((tx) => closeAccount(tx, which, nothingOnItsWay));
    };
    const crown = async () => {
      const id = (await accountsOf(partyId)).at(-1)?.id;
      if (id === undefined) return;
      await bank.database.transact((tx) => changeAccount(tx, { partyId, id }, { isMain: true }));
    };
    const deeds = Array.from({ length: 40 }, (_, turn) => {
      const doing = [
        () => open(partyId, `n${turn}`),
        () => open(partyId, `n${turn}`, 'III'),
        close,
        crown,
        () => card(partyId, turn % 2 === 0),
      ][turn % 5];
      return codeOf(Promise.resolve(doing?.()));
    });
    const codes = new Set(await Promise.all(deeds));
    const expected = ['accepted', 'deposits.too_many_accounts', 'deposits.account_not_found'];
    for (const code of codes) expect([...expected, 'deposits.main_account_stays']).toContain(code);
    for (const accountClass of ['II', 'III']) {
      const some = (await accountsOf(partyId)).filter((one) => one.accountClass === accountClass);
      expect(some.length).toBeLessThanOrEqual(5);
    }
    expect((await accountsOf(partyId)).filter(({ isMain }) => isMain)).toHaveLength(1);
  });
});

test('moves crosswise at the same moment block neither, and lose nothing', async () => {
  const partyId = await newParty();
  const one = await open(partyId);
  await raise(bank.database, partyId);
  const two = await open(partyId, 'two');
  await bank.database.transact((tx) => receive(tx, one, { amountMinor: 1_000n }));
  await bank.database.transact((tx) => receive(tx, two, { amountMinor: 1_000n }));
  const moves = Array.from({ length: 20 }, (_, turn) => {
    const [from, to] = turn % 2 === 0 ? [one, two] : [two, one];
    const asked = { partyId, fromId: from.id, toId: to.id, amountMinor: 10n };
    return codeOf(bank.database.transact((tx) => moveMoney(tx, asked, nothingOnItsWay)));
  });
  expect(new Set(await Promise.all(moves))).toEqual(new Set(['accepted']));
});

test('what is on its way to an account needs its room, and keeps it open', async () => {
  const partyId = await newParty();
  const from = await open(partyId);
  const to = await open(partyId, 'purse', 'III');
  await bank.database.transact((tx) => receive(tx, from, { amountMinor: 100_000n }));
  const onItsWay = async () => 150_000n;
  const move = (amountMinor: bigint) =>
    codeOf(
      bank.database.transact((tx) =>
        moveMoney(tx, { partyId, fromId: from.id, toId: to.id, amountMinor }, onItsWay),
      ),
    );
  expect(await move(50_001n)).toBe('deposits.balance_limit_exceeded');
  expect(await move(50_000n)).toBe('accepted');
  const empty = await open(partyId, 'empty', 'III');
  const which = { partyId, id: empty.id };
  const closing = bank.database.transact((tx) => closeAccount(tx, which, onItsWay));
  expect(await codeOf(closing)).toBe('deposits.money_held');
});
