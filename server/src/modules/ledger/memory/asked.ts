// A submission on its way through engine memory, read once: its ids in words, its accounts as
// slots. Reading proves that the rules can judge it. Plain movements need nothing else.

import { completeTransfer } from '../complete.ts';
import type { Submission } from '../engine.ts';
import {
  AMOUNT_MAX,
  type NewTransfer,
  type TransferFlags,
  type TransferStatus,
} from '../transfer.ts';
import type { Found } from './look.ts';
import { slotOfWords, type Slots } from './slots.ts';
import { readWords } from './words.ts';

export type Asked = {
  readonly submission: Submission;
  readonly weight: number;
  /** Until when it may wait to be judged, by `performance.now()`. */
  readonly by: number;
  readonly answer: (statuses: TransferStatus[]) => void;
  readonly fail: (error: unknown) => void;
  /** Whether it was answered or failed. */
  readonly isOver: () => boolean;
  /** Whether each transfer moves an amount at once, for itself, and all accounts have a slot. */
  plain: boolean;
  /** The ids of all transfers, four words each. */
  ids: Uint32Array;
  debits: Int32Array;
  credits: Int32Array;
  /** What a look told about it, once one was needed. */
  found: Found | undefined;
};

export type AskedParts = Pick<Asked, 'submission' | 'weight' | 'by' | 'answer' | 'fail' | 'isOver'>;

/** Reads a submission. Raises RangeError for what no rule can judge. */
export function readAsked(parts: AskedParts, slots: Slots): Asked {
  const count = parts.submission.transfers.length;
  const asked: Asked = {
    ...parts,
    plain: true,
    ids: new Uint32Array(count * 4),
    debits: new Int32Array(count),
    credits: new Int32Array(count),
    found: undefined,
  };
  findSlots(asked, slots);
  return asked;
}

/** Reads again which slots its accounts have. */
export function findSlots(asked: Asked, slots: Slots): void {
  const { transfers } = asked.submission;
  asked.plain = true;
  for (let index = 0; index < transfers.length; index++) {
    const one = transfers[index];
    if (one === undefined) continue;
    const isPlain = isPlainMovement(one) && readPlain(asked, index, one, slots);
    if (isPlain) continue;
    asked.plain = false;
    completeTransfer(one, 0n);
    readWords(one.id, asked.ids, index * 4);
  }
}

const words = new Uint32Array(4);

/** False where it is no id, or an account has no slot. */
function readPlain(asked: Asked, index: number, one: NewTransfer, slots: Slots): boolean {
  if (!readWords(one.id, asked.ids, index * 4)) return false;
  const debit = readWords(one.debitAccountId, words, 0) ? slotOfWords(slots, words, 0) : -1;
  const credit = readWords(one.creditAccountId, words, 0) ? slotOfWords(slots, words, 0) : -1;
  asked.debits[index] = debit;
  asked.credits[index] = credit;
  return debit >= 0 && credit >= 0 && !isReserved(asked.ids, index * 4);
}

const INTEGER_MAX = 2 ** 31 - 1;
const CODE_MAX = 2 ** 16 - 1;

function isPlainMovement(one: NewTransfer): boolean {
  return (
    (one.flags === undefined || hasNoFlags(one.flags)) &&
    one.pendingId === undefined &&
    one.userData128 === undefined &&
    one.userData64 === undefined &&
    one.userData32 === undefined &&
    one.timeoutSeconds === undefined &&
    one.reserved === undefined &&
    one.amountMinor >= 0n &&
    one.amountMinor <= AMOUNT_MAX &&
    isWhole(one.ledger, INTEGER_MAX) &&
    isWhole(one.code, CODE_MAX)
  );
}

function hasNoFlags(flags: Partial<TransferFlags>): boolean {
  return !Object.values(flags).includes(true);
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

/** Whether an id is one of the two that nothing may bear: all zeros, all ones. */
function isReserved(ids: Uint32Array, at: number): boolean {
  const [a, b, c, d] = [ids[at], ids[at + 1], ids[at + 2], ids[at + 3]];
  return a === b && b === c && c === d && (a === 0 || a === 0xffff_ffff);
}
