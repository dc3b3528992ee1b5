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
  readonly resolve: (statuses: TransferStatus[]) => void;
  readonly reject: (error: unknown) => void;
  /** Told once when it is answered or failed. */
  readonly onOver: (asked: Asked) => void;
  isOver: boolean;
  /** Whether each transfer moves an amount at once, for itself, and all accounts have a slot. */
  plain: boolean;
  /** Where its transfers begin in the room: their ids, four words each, and slots. */
  readonly room: Room;
  readonly at: number;
  /** What a look told about it, once one was needed. */
  found: Found | undefined;
};

/** Room for many submissions: arrays of its own for each would cost more than judging it. */
export type Room = {
  readonly ids: Uint32Array;
  readonly debits: Int32Array;
  readonly credits: Int32Array;
  used: number;
};

const ROOM_TRANSFERS = 16_384;
let newest = openRoom();

/** Reads a submission. Raises RangeError for what no rule can judge. */
export function readAsked(
  parts: Omit<Asked, 'isOver' | 'plain' | 'room' | 'at' | 'found'>,
  slots: Slots,
): Asked {
  const count = parts.submission.transfers.length;
  if (newest.used + count > ROOM_TRANSFERS) newest = openRoom();
  const { submission, weight, by, resolve, reject, onOver } = parts;
  const asked: Asked = {
    submission,
    weight,
    by,
    resolve,
    reject,
    onOver,
    isOver: false,
    plain: true,
    room: newest,
    at: newest.used,
    found: undefined,
  };
  newest.used += count;
  findSlots(asked, slots);
  return asked;
}

function openRoom(): Room {
  return {
    ids: new Uint32Array(ROOM_TRANSFERS * 4),
    debits: new Int32Array(ROOM_TRANSFERS),
    credits: new Int32Array(ROOM_TRANSFERS),
    used: 0,
  };
}

/** Answers a submission that has no answer yet. */
export function answer(asked: Asked, statuses: TransferStatus[]): void {
  if (asked.isOver) return;
  asked.isOver = true;
  asked.onOver(asked);
  asked.resolve(statuses);
}

/** Fails a submission that has no answer yet. */
export function fail(asked: Asked, error: unknown): void {
  if (asked.isOver) return;
  asked.isOver = true;
  asked.onOver(asked);
  asked.reject(error);
}

/** Reads again which slots its accounts have. */
export function findSlots(asked: Asked, slots: Slots): void {
  const { transfers } = asked.submission;
  asked.plain = true;
  for (let index = 0; index < transfers.length; index++) {
    const one = transfers[index];
    if (one === undefined) continue;
    const isPlain = isPlainMovement(one) && readPlain(asked.room, asked.at + index, one, slots);
    if (isPlain) continue;
    asked.plain = false;
    completeTransfer(one, 0n);
  }
}

const words = new Uint32Array(4);

/** False where it is no id, or an account has no slot. */
function readPlain(room: Room, at: number, one: NewTransfer, slots: Slots): boolean {
  if (!readWords(one.id, room.ids, at * 4)) return false;
  const debit = readWords(one.debitAccountId, words, 0) ? slotOfWords(slots, words, 0) : -1;
  const credit = readWords(one.creditAccountId, words, 0) ? slotOfWords(slots, words, 0) : -1;
  room.debits[at] = debit;
  room.credits[at] = credit;
  return debit >= 0 && credit >= 0 && !isReserved(room.ids, at * 4);
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
