// Holds the books against what callers were told and against their own replay, a round at a time:
// only what has happened since the last look is read.

import { ownerSession } from '../bench/place.ts';
import type { Query } from '../platform/database/transaction.ts';
import { openReplay, type Happening, type Line } from './replay.ts';
import { USE_CASE, type Told } from './told.ts';

export type Examiner = {
  /** Every way in which the books contradict what was told, or themselves, as sentences. */
  readonly look: (told: readonly Told[]) => Promise<string[]>;
};

type Row = Happening & { readonly code: number };

/** Examines a database; `isLimited` accounts cannot be overdrawn. */
export function examinerOf(url: string, isLimited: (account: string) => boolean): Examiner {
  const replay = openReplay(isLimited);
  let seen = 0n;

  async function examine(query: Query, told: readonly Told[]): Promise<string[]> {
    const from = seen;
    const rows = await happeningsAfter(query, from);
    seen = rows.at(-1)?.at ?? seen;
    const orders = await ordersOf(query, [
      ...rows.map(({ id }) => id),
      ...told.map(({ id }) => id),
    ]);
    return [
      ...rows.flatMap((row) => replay.add(row)),
      ...contradictions(told, rows),
      ...strayOrders(rows, orders),
      ...(await wrongSums(query, replay.sumsOf)),
      ...(await wrongLines(query, from, replay.takeLines())),
    ];
  }

  return {
    look: (told) =>
      ownerSession(url, async (query) => {
        await query('begin isolation level repeatable read read only');
        const found = await examine(query, told);
        await query('rollback');
        return found;
      }),
  };
}

async function happeningsAfter(query: Query, after: bigint): Promise<Row[]> {
  return query<Row>(
    `select id, debit_account_id as debit, credit_account_id as credit, amount_minor as amount,
        pending_id as "pendingId", flags, code, timestamp as at, false as expired
      from ledger.transfers where timestamp > $1
    union all
    select p.transfer_id, p.debit_account_id, p.credit_account_id, p.amount_minor, null, 0, 0,
        p.resolved_at, true
      from ledger.pending_states p where p.status = 'expired' and p.resolved_at > $1
    order by at`,
    [after],
  );
}

/** A transfer told created is there once, as asked for; what was told no in any way is not. */
function contradictions(told: readonly Told[], rows: readonly Row[]): string[] {
  const made = new Map(rows.filter(({ expired }) => !expired).map((row) => [row.id, row]));
  const said = new Map<string, Told[]>();
  for (const one of told) said.set(one.id, [...(said.get(one.id) ?? []), one]);
  return [...said].flatMap(([id, all]) => {
    const statuses = all.map(({ status }) => status);
    const wrong = contradiction(statuses, all[0]?.amountMinor ?? null, made.get(id));
    return wrong === undefined ? [] : [`${id} was told ${statuses.join(' and ')}: ${wrong}`];
  });
}

function contradiction(
  statuses: readonly string[],
  asked: string | null,
  row?: Row,
): string | undefined {
  const created = statuses.filter((status) => status === 'created').length;
  if (created > 1) return 'made more than once';
  const isMade = created === 1 || statuses.includes('exists');
  if (isMade && row === undefined) return 'is not in the books';
  if (row === undefined || statuses.includes('unknown')) return undefined;
  if (!isMade) return 'is in the books';
  return asked === null || String(row.amount) === asked ? undefined : `stands with ${row.amount}`;
}

/** The amounts of the orders of some ids. */
async function ordersOf(query: Query, ids: readonly string[]): Promise<Map<string, bigint>> {
  const sql = 'select id, amount_minor as amount from torture.orders where id = any ($1)';
  const rows = await query<{ id: string; amount: bigint }>(sql, [[...new Set(ids)]]);
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}

/** A use case's row and its transfer are there together, or neither is. */
function strayOrders(rows: readonly Row[], orders: ReadonlyMap<string, bigint>): string[] {
  const made = new Map(rows.filter(({ code }) => code === USE_CASE).map((row) => [row.id, row]));
  return [
    ...[...made.values()]
      .filter(({ id, amount }) => orders.get(id) !== amount)
      .map(({ id }) => `${id} is in the books without the row of its use case`),
    ...[...orders.keys()]
      .filter((id) => !made.has(id))
      .map((id) => `${id} has the row of its use case and is not in the books`),
  ];
}

type AccountRow = { id: string; dp: bigint; d: bigint; cp: bigint; c: bigint };

async function wrongSums(
  query: Query,
  sumsOf: ReturnType<typeof openReplay>['sumsOf'],
): Promise<string[]> {
  const rows = await query<AccountRow>(
    `select id, debits_pending_minor as dp, debits_posted_minor as d, credits_pending_minor as cp,
        credits_posted_minor as c
      from ledger.standing_accounts()`,
  );
  const differing = rows.flatMap(({ id, dp, d, cp, c }) => {
    const { debitsPending, debitsPosted, creditsPending, creditsPosted } = sumsOf(id);
    const expected = [debitsPending, debitsPosted, creditsPending, creditsPosted].join();
    const actual = [dp, d, cp, c].join();
    return actual === expected ? [] : [`account ${id} has ${actual}, its replay ${expected}`];
  });
  const total = rows.reduce((sum, { d, c, dp, cp }) => sum + d + dp - c - cp, 0n);
  return total === 0n ? differing : [...differing, `debits are ${total} more than credits`];
}

type LineRow = { at: bigint; signed: bigint; balance: bigint };

async function wrongLines(
  query: Query,
  after: bigint,
  expected: ReadonlyMap<string, readonly Line[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const [account, lines] of expected) {
    const rows = await query<LineRow>(LINES, [account, after, lines.length + 1]);
    const actual = rows.map(({ at, signed, balance }) => [at, signed, balance].join()).toReversed();
    const told = lines.map((line) => line.join());
    const at = told.findIndex((line, index) => line !== actual[index]);
    if (at === -1 && told.length === actual.length) continue;
    found.push(
      `statement of ${account}: ${actual[at] ?? 'nothing'}, its replay ${told[at] ?? '-'}`,
    );
  }
  return found;
}

const LINES = `
  select moved_at as at, amount_minor as signed,
      credits_posted_minor - debits_posted_minor as balance
    from ledger.movements_of($1, $2::bigint + 1, 9223372036854775807, $3)
    order by moved_at desc`;
