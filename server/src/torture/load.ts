// The process that a torture kills: two engines under full load. Every answer is told to the parent
// as it comes; one that was still on its way when the process died counts as never given.

import { sqlEngine, type NewTransfer } from '#ledger';
import { openDatabase } from '../bench/place.ts';
import { openCustomers } from '../bench/traffic.ts';
import type { Told } from './history.ts';

const CLIENTS = 400;
const ACCOUNTS = 60;
const BATCH_MAX = 64;
/** Little, so that many transfers are refused and limits are always near. */
const FUNDS_MINOR = 300n;

const database = openDatabase(process.argv[2] ?? '', 6);
const next = await openCustomers(database, ACCOUNTS, FUNDS_MINOR);
const engines = [1, 2].map(() => sqlEngine(database, { batchMax: BATCH_MAX }));

await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));

/** Asks without end; every third transfer goes the other way, so that the bank pays out as well. */
async function client(index: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const transfer = next(index % 2 === 0 ? 'random' : 'hot');
    await ask(index, turn % 3 === 0 ? reversed(transfer) : transfer);
  }
}

async function ask(index: number, transfer: NewTransfer): Promise<void> {
  const { id, amountMinor } = transfer;
  try {
    const [status = ''] = (await engines[index % 2]?.submit({ transfers: [transfer] })) ?? [];
    tell({ id, amountMinor: String(amountMinor), status });
  } catch {
    // Not made, or nobody knows: the books are right either way.
    tell({ id, amountMinor: String(amountMinor), status: 'no answer' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function reversed(transfer: NewTransfer): NewTransfer {
  const { debitAccountId, creditAccountId } = transfer;
  return { ...transfer, debitAccountId: creditAccountId, creditAccountId: debitAccountId };
}

function tell(answer: Told): void {
  process.send?.(answer);
}
