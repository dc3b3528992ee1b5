// Customers as a bank has them after months, made in seconds: parties, sessions, accounts and
// money, by a few statements of the database's owner instead of through the doors. They have no
// PIN: the proofs of it are written down for them.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { idMaker, idOf, instant, isoOf, addSeconds, uuidOf } from '@sycee/kit';
import { describe } from '#deposits';
import { bankAccounts, CHART_CODES, LEDGER_CNY, openAccounts, post, TRANSFER_CODES } from '#ledger';
import { machineClock, type Database, type Tx } from '#platform';
import { accountNumber } from '../modules/deposits/account-number.ts';

export type People = {
  readonly count: number;
  /** The party of a customer by number. */
  readonly partyOf: (number: number) => `party_${string}`;
};

const AT_ONCE = 2_000;
const PROOFS_AT_ONCE = 20_000;
const FUNDS_MINOR = 1_000_000n;
const PROOF_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** Opens customers with a session, an account of class II and 10 000.00 each. */
export async function openPeople(database: Database, count: number): Promise<People> {
  const newId = idMaker({ now: () => instant(machineClock.now()) }, (bytes) => {
    bytes.set(randomBytes(bytes.length));
    return bytes;
  });
  const ids = Array.from({ length: count }, () => uuidOf(newId('party')));
  for (let start = 0; start < count; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    await database.transact(async (tx) => {
      await insertPeople(tx, some, start);
      await insertAccounts(tx, some, start);
      await fund(tx, some);
    });
  }
  return { count, partyOf: (number) => idOf('party', ids[number % count] ?? '') };
}

/** Gives proofs of the PIN: number n to the session of customer n modulo how many there are. */
export async function giveProofs(database: Database, people: People, count: number): Promise<void> {
  const sessions = Array.from({ length: people.count }, (_, n) => uuidOf(people.partyOf(n)));
  for (let start = 0; start < count; start += PROOFS_AT_ONCE) {
    await database.transact((tx) =>
      tx.query(
        `insert into parties.pin_proofs (proof_hash, session_id, expires_at)
         select sha256(('proof-' || n)::bytea), ($3::uuid[])[1 + n % cardinality($3::uuid[])], $4
           from generate_series($1::int, $2::int - 1) as n`,
        [
          start,
          Math.min(count, start + PROOFS_AT_ONCE),
          sessions,
          isoOf(addSeconds(tx.now, PROOF_SECONDS)),
        ],
      ),
    );
  }
  await database.transact((tx) => tx.query('analyze'));
}

/** How far the payee of a turn stands from its payer; never at the same place. */
export function stepOf(turn: number, { count }: People): number {
  return 1 + ((Math.imul(turn, 2_654_435_761) >>> 8) % (count - 1));
}

const phoneOf = (number: number): string => `+86139${String(number).padStart(8, '0')}`;
const idNumberOf = (number: number): string => `11010119900101${String(number).padStart(4, '0')}`;

async function insertPeople(tx: Tx, ids: readonly string[], start: number): Promise<void> {
  const now = isoOf(tx.now);
  const numbers = ids.map((_, index) => start + index);
  const parties = ids.map((id) => idOf('party', id));
  const sealed = (field: string, of: (number: number) => string): string[] =>
    numbers.map((number, index) =>
      tx.secrets.seal(of(number), `parties.${field}:${parties[index]}`),
    );
  const indexOf = (field: string, of: (number: number) => string): Buffer[] =>
    numbers.map((number) => tx.secrets.blindIndex(of(number), `parties.${field}`));
  await tx.query(
    `with p as (select * from unnest($1::uuid[], $2::text[], $3::bytea[]) as p (id, phone, found))
     insert into parties.parties (id, phone_sealed, phone_index, language, state, created_at)
     select id, phone, found, 'zh', 'pin_needed', $4 from p`,
    [ids, sealed('phone', phoneOf), indexOf('phone', phoneOf), now],
  );
  await tx.query(
    `insert into parties.identities
       (party_id, name_sealed, id_number_sealed, id_number_index, given_at)
     select *, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[])`,
    [
      ids,
      sealed('name', (number) => `客户${number}`),
      sealed('id_number', idNumberOf),
      indexOf('id_number', idNumberOf),
      now,
    ],
  );
  await tx.query(
    `insert into parties.screenings (party_id, list_state, twin_state, next_ask_at)
     select id, 'clear', 'clear', $2 from unnest($1::uuid[]) as p (id)`,
    [ids, now],
  );
  await tx.query(
    `insert into parties.devices (id, party_id, secret_hash, name, platform, created_at)
     select id, id, sha256(('device-' || n)::bytea), 'bench', 'web', $3
       from unnest($1::uuid[], $2::int[]) as p (id, n)`,
    [ids, numbers, now],
  );
  await tx.query(
    `insert into parties.sessions
       (id, party_id, device_id, token_hash, created_at, last_seen_at, expires_at)
     select id, id, id, sha256(('session-' || n)::bytea), $3, $3, $4
       from unnest($1::uuid[], $2::int[]) as p (id, n)`,
    [ids, numbers, now, isoOf(addSeconds(tx.now, DAY_SECONDS))],
  );
}

async function insertAccounts(tx: Tx, ids: readonly string[], start: number): Promise<void> {
  const numbers = ids.map((_, index) => accountNumber(BigInt(start + index + 1)));
  await tx.query(
    `with holders as (
       insert into deposits.holders (party_id, card_since)
       select party_id, $3::timestamptz from unnest($1::uuid[]) as party_id)
     insert into deposits.accounts (id, party_id, number, ledger_account_id, status, opened_at,
       class, class_since, place, is_main, rises)
     select id, id, number, id, 'open', $3::timestamptz, 'II', $3::date, 1, true, true
     from unnest($1::uuid[], $2::text[]) as a (id, number)`,
    [ids, numbers, isoOf(tx.now)],
  );
  const statuses = await openAccounts(
    tx,
    ids.map((id) => ({
      id,
      ledger: LEDGER_CNY,
      code: CHART_CODES.demandDeposits,
      userData128: id,
      flags: { debitsMustNotExceedCredits: true, history: true },
    })),
  );
  assert(statuses.every((status) => status === 'created'));
}

/** The owners of the bank give everybody the same: no card bank has to confirm it. */
async function fund(tx: Tx, ids: readonly string[]): Promise<void> {
  const gifts = ids.map((accountId) => ({ accountId, orderId: tx.newId('pay') }));
  const statuses = await post(
    tx,
    gifts.map(({ accountId, orderId }) => ({
      id: uuidOf(orderId),
      debitAccountId: bankAccounts.shareCapital,
      creditAccountId: accountId,
      amountMinor: FUNDS_MINOR,
      ledger: LEDGER_CNY,
      code: TRANSFER_CODES.topUp,
    })),
  );
  assert(statuses.every((status) => status === 'created'));
  await describe(
    tx,
    gifts.map(({ accountId, orderId }) => ({
      transferId: uuidOf(orderId),
      accountId,
      kind: 'top_up',
      orderId,
      counterparty: 'Sycee',
      note: null,
    })),
  );
}
