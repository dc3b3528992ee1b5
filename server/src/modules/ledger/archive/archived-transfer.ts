// A transfer as a line of an archive's file has it: fifteen columns between tabs, empty for null.

import { strict as assert } from 'node:assert';

/** The columns of a line, in order. */
export const COLUMNS = [
  'timestamp',
  'id',
  'debit_account_id',
  'credit_account_id',
  'amount_minor',
  'ledger',
  'code',
  'flags',
  'pending_id',
  'timeout_seconds',
  'user_data_128',
  'user_data_64',
  'user_data_32',
  'pending_status',
  'resolved_at',
] as const;

export type ArchivedTransfer = {
  /** Nanoseconds since 1970. */
  readonly timestamp: bigint;
  readonly id: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amountMinor: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly flags: number;
  readonly pendingId: string;
  /** What became of one that was made pending; else empty. */
  readonly pendingStatus: string;
  /** Every column, by its name. */
  readonly columns: Readonly<Record<string, string>>;
};

/** Whether it moved money when it was made: it is neither pending nor the voiding of one. */
export function moves({ flags }: ArchivedTransfer): boolean {
  return (flags & 10) === 0;
}

/** Reads the text of a file, line by line. */
export function* readTransfers(text: string): Generator<ArchivedTransfer> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    assert(end >= 0, 'the last line of a file of the archive is cut off');
    yield readLine(text.slice(start, end));
    start = end + 1;
  }
}

function readLine(line: string): ArchivedTransfer {
  const cells = line.split('\t');
  assert.equal(cells.length, COLUMNS.length, `a line of the archive has ${cells.length} columns`);
  const columns = Object.fromEntries(COLUMNS.map((name, index) => [name, cells[index] ?? '']));
  const [timestamp = '', id = '', debitAccountId = '', creditAccountId = '', amount = ''] = cells;
  const [ledger, code, flags] = cells.slice(5, 8).map(Number);
  return {
    timestamp: BigInt(timestamp),
    id,
    debitAccountId,
    creditAccountId,
    amountMinor: BigInt(amount),
    ledger: ledger ?? 0,
    code: code ?? 0,
    flags: flags ?? 0,
    pendingId: cells[8] ?? '',
    pendingStatus: cells[13] ?? '',
    columns,
  };
}
