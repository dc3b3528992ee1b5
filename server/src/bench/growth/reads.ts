// How long reads take: those that a screen waits for, and the trial balance.

import { instant, type Instant } from '@sycee/kit';
import { accountsById, balanceAt, bankAccounts, entriesOf, trialBalance } from '#ledger';
import { machineClock, type Database, type Tx } from '#platform';
import { below } from '../chance.ts';
import { quantiles } from '../pace.ts';
import type { Customers } from '../traffic.ts';

export type ReadTimes = { readonly name: string; readonly p50Ms: number; readonly p99Ms: number };

const PAGE = 50;
const TIMES = 200;
const TIMES_OF_TRIAL_BALANCE = 3;

/** Times each kind of read, one at a time, on accounts and at moments drawn by lot. */
export async function timeReads(
  database: Database,
  customers: Customers,
  since: Instant,
): Promise<ReadTimes[]> {
  const busiest = bankAccounts.cardSettlement;
  const anyone = (): string => customers.at(below(customers.count));
  const aMoment = (): Instant => instant(since + below(machineClock.now() - since));
  const timed = async (
    name: string,
    read: (tx: Tx) => Promise<unknown>,
    times = TIMES,
  ): Promise<ReadTimes> => {
    const millis: number[] = [];
    for (let turn = 0; turn < times; turn++) {
      const begin = performance.now();
      await database.read(read);
      millis.push(performance.now() - begin);
    }
    const [p50Ms = 0, p99Ms = 0] = quantiles(millis, [0.5, 0.99]);
    return { name, p50Ms, p99Ms };
  };
  return [
    await timed('balance', (tx) => accountsById(tx, [anyone()])),
    await timed('last 50', (tx) => entriesOf(tx, anyone(), { limit: PAGE })),
    await timed('last 50, busiest', (tx) => entriesOf(tx, busiest, { limit: PAGE })),
    await timed('balance at', (tx) => balanceAt(tx, anyone(), aMoment())),
    await timed('balance at, busiest', (tx) => balanceAt(tx, busiest, aMoment())),
    await timed('trial balance', trialBalance, TIMES_OF_TRIAL_BALANCE),
  ];
}
