// Transfers to measure with: customers who cannot overdraw pay each other at random, or many of
// them pay into one account of the bank.

import { bankAccounts, CHART_CODES, LEDGER_CNY, openAccounts, post, TRANSFER_CODES } from '#ledger';
import type { NewTransfer } from '#ledger';
import type { Database } from '#platform';
import { below } from './chance.ts';
import { idOf, newRun, risingIds } from './ids.ts';

/** `hot`: nine in ten go to one account; `mixed`: one in ten does. */
export type Traffic = 'random' | 'hot' | 'mixed';

/** Makes the next transfer of some traffic. */
export type NextTransfer = (traffic: Traffic) => NewTransfer;

/** Accounts to make traffic between: numbered from 0 on. */
export type Customers = { readonly count: number; readonly at: (number: number) => string };

const HOT_IN_TEN = { random: 0, hot: 9, mixed: 1 } as const;
const AMOUNTS = Array.from({ length: 100 }, (_, index) => BigInt(index + 1));
const FUNDS_MINOR = 10n ** 12n;
const AT_ONCE = 1_000;
/** So many ids are kept; beyond, they are made when they are needed. */
const KEPT_MAX = 1_000_000;

/** Opens customers' accounts with money on them and answers a source of transfers between them. */
export async function openCustomers(
  database: Database,
  count: number,
  fundsMinor = FUNDS_MINOR,
): Promise<NextTransfer> {
  const run = newRun();
  const nextId = risingIds();
  for (let start = 0; start < count; start += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - start);
    const ids = Array.from({ length }, (_, index) => idOf(start + index, run));
    await database.transact(async (tx) => {
      await openAccounts(tx, ids.map(customer));
      await post(
        tx,
        ids.map((id) => payment(nextId(), bankAccounts.cardSettlement, id, fundsMinor)),
      );
    });
  }
  return trafficBetween(customersOf(count, run));
}

/** The customers whose ids follow from a run. */
export function customersOf(count: number, run: string): Customers {
  if (count > KEPT_MAX) return { count, at: (number) => idOf(number, run) };
  const ids = Array.from({ length: count }, (_, number) => idOf(number, run));
  return { count, at: (number) => ids[number] ?? '' };
}

/** A source of transfers of 1 to 100 fen between customers. */
export function trafficBetween({ count, at }: Customers): NextTransfer {
  const nextId = risingIds();
  return (traffic) => {
    const from = below(count);
    const isHot = below(10) < HOT_IN_TEN[traffic];
    const to = (from + 1 + below(count - 1)) % count;
    const credited = isHot ? bankAccounts.cardSettlement : at(to);
    return payment(nextId(), at(from), credited, AMOUNTS[below(AMOUNTS.length)] ?? 1n);
  };
}

/** The transfers of one submission. */
export function many(size: number, next: () => NewTransfer): NewTransfer[] {
  return Array.from({ length: size }, next);
}

function customer(id: string) {
  const code = CHART_CODES.demandDeposits;
  return { id, ledger: LEDGER_CNY, code, flags: { debitsMustNotExceedCredits: true } };
}

/** A plain movement. */
export function payment(
  id: string,
  debitAccountId: string,
  creditAccountId: string,
  amountMinor: bigint,
): NewTransfer {
  const { transfer: code } = TRANSFER_CODES;
  return { id, debitAccountId, creditAccountId, amountMinor, ledger: LEDGER_CNY, code };
}
