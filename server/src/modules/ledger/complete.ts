// Fills in what a caller left out, and stops what the model cannot carry: an id that is no UUID, a
// negative amount. Such a call is a defect of the caller, not an outcome.

import type { Account, AccountFlags, NewAccount } from './account.ts';
import { NIL_ID } from './status.ts';
import { AMOUNT_MAX, type NewTransfer, type Transfer, type TransferFlags } from './transfer.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INTEGER_MAX = 2 ** 31 - 1;
const CODE_MAX = 2 ** 16 - 1;

const NO_ACCOUNT_FLAGS: AccountFlags = {
  linked: false,
  debitsMustNotExceedCredits: false,
  creditsMustNotExceedDebits: false,
  history: false,
  closed: false,
};

const NO_TRANSFER_FLAGS: TransferFlags = {
  linked: false,
  pending: false,
  postPendingTransfer: false,
  voidPendingTransfer: false,
  balancingDebit: false,
  balancingCredit: false,
  closingDebit: false,
  closingCredit: false,
};

/** The account as it would stand when opened at a moment, with nothing on it. */
export function completeAccount(asked: NewAccount, timestamp: bigint): Account {
  return {
    id: uuid(asked.id),
    ledger: whole('ledger', asked.ledger, INTEGER_MAX),
    code: whole('code', asked.code, CODE_MAX),
    userData128: nullable(asked.userData128),
    userData64: amount('userData64', asked.userData64 ?? 0n),
    userData32: whole('userData32', asked.userData32 ?? 0, INTEGER_MAX),
    flags: { ...NO_ACCOUNT_FLAGS, ...asked.flags },
    debitsPendingMinor: 0n,
    debitsPostedMinor: 0n,
    creditsPendingMinor: 0n,
    creditsPostedMinor: 0n,
    timestamp,
  };
}

/** The transfer as it would stand when made exactly as asked. */
export function completeTransfer(asked: NewTransfer, timestamp: bigint): Transfer {
  return {
    id: uuid(asked.id),
    debitAccountId: uuid(asked.debitAccountId),
    creditAccountId: uuid(asked.creditAccountId),
    amountMinor: amount('amountMinor', asked.amountMinor),
    pendingId: nullable(asked.pendingId),
    userData128: nullable(asked.userData128),
    userData64: amount('userData64', asked.userData64 ?? 0n),
    userData32: whole('userData32', asked.userData32 ?? 0, INTEGER_MAX),
    timeoutSeconds: whole('timeoutSeconds', asked.timeoutSeconds ?? 0, INTEGER_MAX),
    ledger: whole('ledger', asked.ledger, INTEGER_MAX),
    code: whole('code', asked.code, CODE_MAX),
    // Most transfers have no flags, and then share these.
    flags: asked.flags === undefined ? NO_TRANSFER_FLAGS : { ...NO_TRANSFER_FLAGS, ...asked.flags },
    timestamp,
  };
}

function uuid(id: string): string {
  if (!UUID.test(id)) throw new RangeError(`ledger: '${id}' is not a uuid in lower case`);
  return id;
}

function nullable(id: string | undefined): string | null {
  return id === undefined || id === NIL_ID ? null : uuid(id);
}

function amount(name: string, value: bigint): bigint {
  if (value < 0n || value > AMOUNT_MAX)
    throw new RangeError(`ledger: ${name} ${value} is no amount`);
  return value;
}

function whole(name: string, value: number, max: number): number {
  const fits = Number.isInteger(value) && value >= 0 && value <= max;
  if (!fits) throw new RangeError(`ledger: ${name} ${value} is not within 0..${max}`);
  return value;
}
