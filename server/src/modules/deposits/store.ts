// SQL of accounts: finding and taking them, opening one, and what changes of one that is open.

import { idOf, isoOf, uuidOf, type BusinessDate, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { AccountClass, AccountId, DemandAccount, PartyId } from './account.ts';

type AccountRow = {
  id: string;
  party_id: string;
  number: string;
  class: AccountClass;
  class_since: BusinessDate;
  is_main: boolean;
  rises: boolean;
  limited: boolean;
  name_sealed: string | null;
  ledger_account_id: string;
  status: 'open' | 'closed';
  opened_at: Instant;
};

const ACCOUNT = `
  select a.id, a.party_id, a.number, a.class, a.class_since, a.is_main, a.rises, a.limited,
    a.name_sealed, a.ledger_account_id, a.status, a.opened_at
  from deposits.accounts a`;

/** The main account of a party. */
export async function selectMainAccount(
  tx: Tx,
  partyId: PartyId,
): Promise<DemandAccount | undefined> {
  const rows = await tx.query<AccountRow>(`${ACCOUNT} where a.party_id = $1 and a.is_main`, [
    uuidOf(partyId),
  ]);
  return rows.map(accountOf)[0];
}

/** Every account a party has or had, the main one first, then the oldest. */
export async function selectAccountsOfParty(tx: Tx, partyId: PartyId): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.party_id = $1 order by a.is_main desc, a.id`,
    [uuidOf(partyId)],
  );
  return rows.map(accountOf);
}

/** Accounts by their ids, open or not, in no order. */
export async function selectAccounts(tx: Tx, ids: readonly AccountId[]): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(`${ACCOUNT} where a.id = any($1::uuid[])`, [
    ids.map(uuidOf),
  ]);
  return rows.map(accountOf);
}

/** The parties' open main accounts, taken in one order: two payments never wait crosswise. */
export async function lockMainAccounts(
  tx: Tx,
  partyIds: readonly PartyId[],
): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.party_id = any($1::uuid[]) and a.is_main and a.status = 'open'
     order by a.id for update of a`,
    [partyIds.map(uuidOf)],
  );
  return rows.map(accountOf);
}

/** All open accounts of a party, the oldest first, taken in that order. */
export async function lockAccountsOfParty(tx: Tx, partyId: PartyId): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.party_id = $1 and a.status = 'open' order by a.id for update of a`,
    [uuidOf(partyId)],
  );
  return rows.map(accountOf);
}

/** Accounts by their ids, open or not, taken in one order. */
export async function lockAccounts(tx: Tx, ids: readonly AccountId[]): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.id = any($1::uuid[]) order by a.id for update of a`,
    [ids.map(uuidOf)],
  );
  return rows.map(accountOf);
}

/** The accounts that parties opened first. */
export async function selectFirstAccounts(
  tx: Tx,
  partyIds: readonly PartyId[],
): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.id in (
       select distinct on (f.party_id) f.id from deposits.accounts f
       where f.party_id = any($1::uuid[]) order by f.party_id, f.id)`,
    [partyIds.map(uuidOf)],
  );
  return rows.map(accountOf);
}

/** Whose main accounts pay and are paid, and which accounts pay besides. */
export type AskedSides = {
  readonly payers: readonly PartyId[];
  readonly payees: readonly PartyId[];
  readonly named: readonly AccountId[];
};

/**
 * Takes the accounts that pay, and those of the payees whose balance has a maximum, in one order.
 * What else a payee holds is nobody's limit, so a shop's account keeps no customer waiting.
 */
export async function lockSides(
  tx: Tx,
  { payers, payees, named }: AskedSides,
): Promise<{ taken: DemandAccount[]; receiving: DemandAccount[] }> {
  const [payerIds, payeeIds] = [payers.map(uuidOf), payees.map(uuidOf)];
  const mains = `a.party_id = any($1::uuid[] || $2::uuid[]) and a.is_main
    and (a.party_id = any($1::uuid[]) or a.class = 'III')`;
  const [taken, seen] = await Promise.all([
    named.length === 0
      ? tx.query<AccountRow>(
          `${ACCOUNT} where ${mains} and a.status = 'open' order by a.id for update of a`,
          [payerIds, payeeIds],
        )
      : tx.query<AccountRow>(
          `${ACCOUNT} where (${mains} or a.id = any($3::uuid[])) and a.status = 'open'
           order by a.id for update of a`,
          [payerIds, payeeIds, named.map(uuidOf)],
        ),
    // Class II is never lost, so what is read here without a lock stays true; of an account that is
    // closed meanwhile, the ledger says so.
    tx.query<AccountRow>(
      `${ACCOUNT} where a.party_id = any($1::uuid[]) and a.is_main and a.class = 'II'
         and a.status = 'open'`,
      [payeeIds],
    ),
  ]);
  return { taken: taken.map(accountOf), receiving: seen.map(accountOf) };
}

/** Accounts in the order of their ids, from the one after `after` on. */
export async function selectAccountsAfter(
  tx: Tx,
  after: AccountId | undefined,
  limit: number,
): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where $1::uuid is null or a.id > $1 order by a.id limit $2`,
    [after === undefined ? null : uuidOf(after), limit],
  );
  return rows.map(accountOf);
}

export async function nextSerial(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ serial: bigint }>(
    `select nextval('deposits.account_serials') as serial`,
  );
  return row?.serial ?? 0n;
}

/** The lowest of the five places of a class that is free; the holder must be taken. */
export async function selectFreePlace(
  tx: Tx,
  partyId: PartyId,
  accountClass: AccountClass,
): Promise<number | undefined> {
  const [row] = await tx.query<{ place: number | null }>(
    `select min(place) as place from generate_series(1, 5) as place
     where place not in (select a.place from deposits.accounts a
       where a.party_id = $1 and a.class = $2 and a.status = 'open')`,
    [uuidOf(partyId), accountClass],
  );
  return row?.place ?? undefined;
}

/** Keeps a new open account on a place of its class. */
export async function insertAccount(
  tx: Tx,
  account: Omit<DemandAccount, 'isOpen' | 'limited' | 'openedAt'> & { readonly place: number },
): Promise<void> {
  await tx.query(
    `insert into deposits.accounts (id, party_id, number, ledger_account_id, status, opened_at,
       class, class_since, place, is_main, rises, name_sealed)
     values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11)`,
    [
      uuidOf(account.id),
      uuidOf(account.partyId),
      account.number,
      account.ledgerAccountId,
      isoOf(tx.now),
      account.accountClass,
      account.classSince,
      account.place,
      account.isMain,
      account.rises,
      account.nameSealed,
    ],
  );
}

export async function closeAccounts(tx: Tx, ids: readonly AccountId[]): Promise<void> {
  await tx.query(`update deposits.accounts set status = 'closed' where id = any($1::uuid[])`, [
    ids.map(uuidOf),
  ]);
}

/** Raises an account to class II, on a free place of it. */
export async function raiseAccount(
  tx: Tx,
  id: AccountId,
  { place, on }: { readonly place: number; readonly on: BusinessDate },
): Promise<void> {
  await tx.query(
    `update deposits.accounts set class = 'II', class_since = $2, place = $3 where id = $1`,
    [uuidOf(id), on, place],
  );
}

export async function updateLimited(tx: Tx, id: AccountId, limited: boolean): Promise<void> {
  await tx.query('update deposits.accounts set limited = $2 where id = $1', [uuidOf(id), limited]);
}

export async function updateRises(tx: Tx, id: AccountId): Promise<void> {
  await tx.query('update deposits.accounts set rises = true where id = $1', [uuidOf(id)]);
}

export async function updateName(tx: Tx, id: AccountId, nameSealed: string | null): Promise<void> {
  await tx.query('update deposits.accounts set name_sealed = $2 where id = $1', [
    uuidOf(id),
    nameSealed,
  ]);
}

/** Makes an account the main one instead of whichever was; the holder must be taken. */
export async function updateMain(tx: Tx, partyId: PartyId, id: AccountId): Promise<void> {
  await tx.query(
    'update deposits.accounts set is_main = false where party_id = $1 and is_main and id <> $2',
    [uuidOf(partyId), uuidOf(id)],
  );
  await tx.query('update deposits.accounts set is_main = true where id = $1', [uuidOf(id)]);
}

function accountOf(row: AccountRow): DemandAccount {
  return {
    id: idOf('acct', row.id),
    partyId: idOf('party', row.party_id),
    number: row.number,
    accountClass: row.class,
    classSince: row.class_since,
    isMain: row.is_main,
    rises: row.rises,
    limited: row.limited,
    nameSealed: row.name_sealed,
    ledgerAccountId: row.ledger_account_id,
    isOpen: row.status === 'open',
    openedAt: row.opened_at,
  };
}
