// One caller of a server under torture: pays, holds, asks twice, pays in chains, and runs use cases
// with a row of their own, some of which change their mind.

import { bankAccounts, LEDGER_CNY, postAll, posting, voiding } from '#ledger';
import type { Engine, NewTransfer } from '#ledger';
import { OutcomeUnknown, type Database } from '#platform';
import { below } from '../bench/chance.ts';
import { risingIds } from '../bench/ids.ts';
import type { Customers } from '../bench/traffic.ts';
import { USE_CASE, type Told } from './told.ts';

const nextId = risingIds();

/** A caller; each turn is one thing it does, and false when there was nobody to answer. */
export function clientOf(
  database: Database,
  engine: Engine,
  customers: Customers,
  tell: (told: Told) => void,
): () => Promise<boolean> {
  const payment = (): NewTransfer => paymentBetween(customers);
  const tellOf = (one: NewTransfer, status: string): void => tell(toldOf(one, status));

  async function submit(transfers: readonly NewTransfer[]): Promise<boolean> {
    const answer = await engine.submit({ transfers }).then(
      (statuses) => statuses,
      (error: unknown) => transfers.map(() => afterError(error)),
    );
    for (const [index, transfer] of transfers.entries()) tellOf(transfer, answer[index] ?? '');
    return !answer.some((status) => FAILURES.has(status));
  }

  async function useCase(transfer: NewTransfer, changesItsMind: boolean): Promise<boolean> {
    let status = 'created';
    try {
      await database.transact(async (tx) => {
        const sql = 'insert into torture.orders (id, amount_minor) values ($1, $2)';
        await tx.query(sql, [transfer.id, transfer.amountMinor]);
        if (below(4) === 0) await tx.nested(() => givesUp(tx)).catch(ignoreChange);
        status = await postAll(tx, [transfer]);
        if (status !== 'created') throw new Changed();
        if (changesItsMind) throw new Changed();
      });
    } catch (error) {
      status = error instanceof Changed ? 'rolled back' : afterError(error);
    }
    tellOf(transfer, status);
    return !FAILURES.has(status);
  }

  /** A part that posts and is undone: nothing of it may ever be seen. */
  async function givesUp(tx: Parameters<typeof postAll>[0]): Promise<never> {
    const transfer = payment();
    await postAll(tx, [transfer]);
    tellOf(transfer, 'rolled back');
    throw new Changed();
  }

  async function hold(): Promise<boolean> {
    const held = { ...payment(), flags: { pending: true }, timeoutSeconds: below(3) };
    if (!(await submit([held]))) return false;
    if (below(4) === 0) return true;
    const part = held.amountMinor / BigInt(1 + below(2));
    const end = below(2) === 0 ? posting(nextId(), held.id, part) : voiding(nextId(), held.id);
    return submit([end]);
  }

  const turns: readonly (() => Promise<boolean>)[] = [
    () => submit([payment()]),
    () => submit([payment()]),
    () => submit([payment()]),
    () => submit(Array.from({ length: 10 }, payment)),
    () => submit([{ ...payment(), flags: { linked: true } }, payment()]),
    async () => {
      const one = payment();
      const both = await Promise.all([submit([one]), submit([one])]);
      return both.every(Boolean);
    },
    hold,
    () => useCase({ ...payment(), code: USE_CASE }, false),
    () => useCase({ ...payment(), code: USE_CASE }, true),
  ];
  return () => turns[below(turns.length)]?.() ?? Promise.resolve(true);
}

function toldOf({ id, amountMinor, flags }: NewTransfer, status: string): Told {
  const isFound = flags?.voidPendingTransfer === true;
  return { id, amountMinor: isFound ? null : String(amountMinor), status };
}

/** From somebody to somebody, from the bank, or to it: more often than not there is too little. */
function paymentBetween(customers: Customers): NewTransfer {
  const from = below(customers.count);
  const to = (from + 1 + below(customers.count - 1)) % customers.count;
  const [payer, payee] = [customers.at(from), customers.at(to)];
  const bank = bankAccounts.cardSettlement;
  const way = below(3);
  return {
    id: nextId(),
    debitAccountId: way === 0 ? bank : payer,
    creditAccountId: way === 0 ? payer : way === 1 ? bank : payee,
    amountMinor: BigInt(1 + below(100)),
    ledger: LEDGER_CNY,
    code: 4,
  };
}

/** The use case changed its mind. */
class Changed extends Error {}

function ignoreChange(error: unknown): void {
  if (!(error instanceof Changed)) throw error;
}

const FAILURES = new Set(['not made', 'unknown']);

function afterError(error: unknown): string {
  return error instanceof OutcomeUnknown ? 'unknown' : 'not made';
}
