// All SQL of this module.

import { idOf, isoOf, uuidOf, type BusinessDate, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { AccountClass, AccountId, ClassLimits, DemandAccount } from './account.ts';
import type { Movement, MovementKind, PartyId } from './account.ts';
import { wordsContext } from './sealed-columns.ts';

type AccountRow = {
  id: string;
  party_id: string;
  number: string;
  class: AccountClass;
  ledger_account_id: string;
  opened_at: Instant;
};

const ACCOUNT = `
  select a.id, a.party_id, a.number, coalesce(c.class, 'III') as class, a.ledger_account_id,
    a.opened_at
  from deposits.accounts a left join deposits.party_classes c on c.party_id = a.party_id`;

export async function selectAccountOfParty(
  tx: Tx,
  partyId: PartyId,
): Promise<DemandAccount | undefined> {
  const rows = await tx.query<AccountRow>(`${ACCOUNT} where a.party_id = $1`, [uuidOf(partyId)]);
  return rows.map(accountOf)[0];
}

export async function selectAccount(tx: Tx, id: AccountId): Promise<DemandAccount | undefined> {
  const rows = await tx.query<AccountRow>(`${ACCOUNT} where a.id = $1`, [uuidOf(id)]);
  return rows.map(accountOf)[0];
}

/** The parties' accounts, their rows taken in one order: two payments never wait crosswise. */
export async function lockAccounts(tx: Tx, partyIds: readonly PartyId[]): Promise<DemandAccount[]> {
  const rows = await tx.query<AccountRow>(
    `${ACCOUNT} where a.party_id = any($1::uuid[]) and a.status = 'open'
     order by a.id for update of a`,
    [partyIds.map(uuidOf)],
  );
  return rows.map(accountOf);
}

/**
 * Takes the payers' accounts, and those of the payees whose balance has a maximum, in one order.
 * What else a payee holds is nobody's limit, so a shop's account keeps no customer waiting.
 */
export async function lockSides(
  tx: Tx,
  payers: readonly PartyId[],
  payees: readonly PartyId[],
): Promise<{ taken: DemandAccount[]; receiving: DemandAccount[] }> {
  const [payerIds, payeeIds] = [payers.map(uuidOf), payees.map(uuidOf)];
  const [taken, seen] = await Promise.all([
    tx.query<AccountRow>(
      `${ACCOUNT} where a.party_id = any($1::uuid[] || $2::uuid[]) and a.status = 'open'
         and (a.party_id = any($1::uuid[]) or coalesce(c.class, 'III') = 'III')
       order by a.id for update of a`,
      [payerIds, payeeIds],
    ),
    // Class II is never lost, so what is read here without a lock stays true; of an account that is
    // closed meanwhile, the ledger says so.
    tx.query<AccountRow>(
      `${ACCOUNT} where a.party_id = any($1::uuid[]) and c.class = 'II' and a.status = 'open'`,
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

/** The transfers of an account that words were kept for. */
export async function selectMovementIds(tx: Tx, ledgerAccountId: string): Promise<string[]> {
  const rows = await tx.query<{ transfer_id: string }>(
    'select transfer_id from deposits.movements where ledger_account_id = $1',
    [ledgerAccountId],
  );
  return rows.map((row) => row.transfer_id);
}

export async function nextSerial(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ serial: bigint }>(
    `select nextval('deposits.account_serials') as serial`,
  );
  return row?.serial ?? 0n;
}

/** Keeps a new account; false when the party has one already. */
export async function insertAccount(
  tx: Tx,
  account: Pick<DemandAccount, 'id' | 'partyId' | 'number' | 'ledgerAccountId'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into deposits.accounts (id, party_id, number, ledger_account_id, status, opened_at)
     values ($1, $2, $3, $4, 'open', $5) on conflict (party_id) do nothing returning 1`,
    [
      uuidOf(account.id),
      uuidOf(account.partyId),
      account.number,
      account.ledgerAccountId,
      isoOf(tx.now),
    ],
  );
  return rows.length === 1;
}

/** Opens or closes an account. */
export async function updateStatus(
  tx: Tx,
  id: AccountId,
  status: 'open' | 'closed',
): Promise<void> {
  await tx.query('update deposits.accounts set status = $2 where id = $1', [uuidOf(id), status]);
}

export async function upsertClass(
  tx: Tx,
  partyId: PartyId,
  accountClass: AccountClass,
): Promise<void> {
  await tx.query(
    `insert into deposits.party_classes (party_id, class, granted_at) values ($1, $2, $3)
     on conflict (party_id) do update set class = $2, granted_at = $3
     where party_classes.class <> $2`,
    [uuidOf(partyId), accountClass, isoOf(tx.now)],
  );
}

/** The limits of every class on a day. */
export async function selectLimits(
  tx: Tx,
  on: BusinessDate,
): Promise<ReadonlyMap<AccountClass, ClassLimits>> {
  const rows = await tx.query<{
    class: AccountClass;
    outgoing_day_minor: bigint;
    outgoing_year_minor: bigint;
    balance_max_minor: bigint | null;
  }>(
    `select distinct on (class) class, outgoing_day_minor, outgoing_year_minor, balance_max_minor
     from deposits.class_limits where effective_from <= $1 order by class, effective_from desc`,
    [on],
  );
  return new Map(
    rows.map((row) => [
      row.class,
      {
        outgoingDayMinor: row.outgoing_day_minor,
        outgoingYearMinor: row.outgoing_year_minor,
        balanceMaxMinor: row.balance_max_minor,
      },
    ]),
  );
}

export type OutgoingUsed = { readonly dayMinor: bigint; readonly yearMinor: bigint };

/** What accounts have sent on a day and in its calendar year; one that has not has no entry. */
export async function selectOutgoing(
  tx: Tx,
  accountIds: readonly AccountId[],
  on: BusinessDate,
): Promise<ReadonlyMap<AccountId, OutgoingUsed>> {
  const rows = await tx.query<{ account_id: string; day: bigint; year: bigint }>(
    `select account_id, coalesce(sum(used_minor) filter (where day = $2), 0)::bigint as day,
       sum(used_minor)::bigint as year
     from deposits.outgoing_days
     where account_id = any($1::uuid[]) and day between date_trunc('year', $2::date) and $2::date
     group by account_id`,
    [accountIds.map(uuidOf), on],
  );
  return new Map(
    rows.map(({ account_id: id, day, year }) => [
      idOf('acct', id),
      { dayMinor: day, yearMinor: year },
    ]),
  );
}

/** Counts what accounts have sent on a day. */
export async function addOutgoing(
  tx: Tx,
  amounts: ReadonlyMap<AccountId, bigint>,
  on: BusinessDate,
): Promise<void> {
  await tx.query(
    `insert into deposits.outgoing_days (account_id, day, used_minor)
     select account_id, $2, used_minor from unnest($1::uuid[], $3::bigint[])
       as counted (account_id, used_minor)
     on conflict (account_id, day) do update
     set used_minor = outgoing_days.used_minor + excluded.used_minor`,
    [[...amounts.keys()].map(uuidOf), on, [...amounts.values()]],
  );
}

export async function subtractOutgoing(
  tx: Tx,
  accountId: AccountId,
  on: BusinessDate,
  amountMinor: bigint,
): Promise<void> {
  await tx.query(
    `update deposits.outgoing_days set used_minor = used_minor - $3
     where account_id = $1 and day = $2`,
    [uuidOf(accountId), on, amountMinor],
  );
}

/** Keeps what movements mean; what is kept already stays as it is. */
export async function insertMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  const sealed = movements.map((movement) =>
    tx.secrets.seal(
      JSON.stringify({ counterparty: movement.counterparty, note: movement.note }),
      wordsContext(movement.accountId, movement.transferId),
    ),
  );
  await tx.query(
    `insert into deposits.movements
       (ledger_account_id, transfer_id, kind, order_id, words_sealed, described_at)
     select *, $6::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
     on conflict do nothing`,
    [
      movements.map((movement) => movement.accountId),
      movements.map((movement) => movement.transferId),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.orderId),
      sealed,
      isoOf(tx.now),
    ],
  );
}

/** What is known of an account's transfers, by transfer id. */
export async function selectMovements(
  tx: Tx,
  ledgerAccountId: string,
  transferIds: readonly string[],
): Promise<Map<string, Movement>> {
  const rows = await tx.query<{
    transfer_id: string;
    kind: MovementKind;
    order_id: string;
    words_sealed: string;
  }>(
    `select transfer_id, kind, order_id, words_sealed from deposits.movements
     where ledger_account_id = $1 and transfer_id = any($2::uuid[])`,
    [ledgerAccountId, [...transferIds]],
  );
  const movements = rows.map((row): Movement => {
    const place = { transferId: row.transfer_id, accountId: ledgerAccountId };
    const words = JSON.parse(
      tx.secrets.open(row.words_sealed, wordsContext(ledgerAccountId, row.transfer_id)),
    ) as Pick<Movement, 'counterparty' | 'note'>;
    return { ...place, ...words, kind: row.kind, orderId: row.order_id };
  });
  return new Map(movements.map((movement) => [movement.transferId, movement]));
}

function accountOf(row: AccountRow): DemandAccount {
  return {
    id: idOf('acct', row.id),
    partyId: idOf('party', row.party_id),
    number: row.number,
    accountClass: row.class,
    ledgerAccountId: row.ledger_account_id,
    openedAt: row.opened_at,
  };
}
