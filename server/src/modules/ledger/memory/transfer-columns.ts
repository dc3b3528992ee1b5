// The transfers of a batch as the columns that `ledger.append` takes. What most transfers do not
// have, user data and phases, gets columns only once a transfer has it.

import { transferBits } from '../flag-bits.ts';
import type { Failed } from '../judge-batch.ts';
import type { NewTransfer, Transfer } from '../transfer.ts';
import { bigintColumn, idColumn, integerColumn, type IdColumn } from './columns.ts';
import { readWords } from './words.ts';

export type TransferColumns = ReturnType<typeof transferColumns>;

export function transferColumns() {
  const ids = idColumn();
  const debits = idColumn();
  const credits = idColumn();
  const amounts = bigintColumn();
  const ledgers = integerColumn();
  const codes = integerColumn();
  let userData: UserData | undefined;
  let phases: Phases | undefined;
  let count = 0;

  function pushTerms(amountMinor: bigint, ledger: number, code: number): void {
    amounts.push(amountMinor);
    ledgers.push(ledger);
    codes.push(code);
    count++;
  }

  return {
    count: (): number => count,
    /** A plain movement: its id by words, its accounts by the words of their slots. */
    pushPlain: (
      one: NewTransfer,
      words: Uint32Array,
      at: number,
      slotIds: Uint32Array,
      debit: number,
      credit: number,
    ): void => {
      ids.push(words, at);
      debits.push(slotIds, debit * 4);
      credits.push(slotIds, credit * 4);
      pushTerms(one.amountMinor, one.ledger, one.code);
      if (userData !== undefined) pushNoUserData(userData);
      if (phases !== undefined) pushNoPhase(phases);
    },
    push: (one: Transfer): void => {
      if (hasUserData(one)) userData ??= userDataBehind(count);
      if (transferBits(one.flags) !== 0) phases ??= phasesBehind(count);
      pushId(ids, one.id);
      pushId(debits, one.debitAccountId);
      pushId(credits, one.creditAccountId);
      pushTerms(one.amountMinor, one.ledger, one.code);
      if (userData !== undefined) pushUserData(userData, one);
      if (phases !== undefined) pushPhase(phases, one);
    },
    /** All columns in the order of the function's parameters. */
    toColumns: (failed: readonly Failed[]): (Buffer | string | null)[] => [
      ...[ids, debits, credits, amounts, ledgers, codes].map((column) => column.toBuffer()),
      ...bufferOrNull([userData?.userData128, userData?.userData64, userData?.userData32]),
      ...bufferOrNull([phases?.pendingIds, phases?.timeouts, phases?.flags]),
      failed.length === 0 ? null : `{${failed.map(({ id }) => id).join(',')}}`,
      failed.length === 0 ? null : `{${failed.map(({ status }) => status).join(',')}}`,
    ],
  };
}

function bufferOrNull(columns: readonly ({ toBuffer: () => Buffer } | undefined)[]) {
  return columns.map((column) => column?.toBuffer() ?? null);
}

const words = new Uint32Array(4);

function pushId(column: IdColumn, id: string | null): void {
  if (id !== null && readWords(id, words, 0)) column.push(words, 0);
  else column.pushNull();
}

type UserData = ReturnType<typeof userDataBehind>;

/** User data of nothing for so many transfers, and room for more. */
function userDataBehind(count: number) {
  const columns = {
    userData128: idColumn(),
    userData64: bigintColumn(),
    userData32: integerColumn(),
  };
  for (let index = 0; index < count; index++) pushNoUserData(columns);
  return columns;
}

function hasUserData({ userData128, userData64, userData32 }: Transfer): boolean {
  return userData128 !== null || userData64 !== 0n || userData32 !== 0;
}

function pushNoUserData({ userData128, userData64, userData32 }: UserData): void {
  userData128.pushNull();
  userData64.push(0n);
  userData32.push(0);
}

function pushUserData({ userData128, userData64, userData32 }: UserData, one: Transfer): void {
  pushId(userData128, one.userData128);
  userData64.push(one.userData64);
  userData32.push(one.userData32);
}

type Phases = ReturnType<typeof phasesBehind>;

function phasesBehind(count: number) {
  const columns = { pendingIds: idColumn(), timeouts: integerColumn(), flags: integerColumn() };
  for (let index = 0; index < count; index++) pushNoPhase(columns);
  return columns;
}

function pushNoPhase({ pendingIds, timeouts, flags }: Phases): void {
  pendingIds.pushNull();
  timeouts.push(0);
  flags.push(0);
}

function pushPhase({ pendingIds, timeouts, flags }: Phases, one: Transfer): void {
  pushId(pendingIds, one.pendingId);
  timeouts.push(one.timeoutSeconds);
  flags.push(transferBits(one.flags));
}
