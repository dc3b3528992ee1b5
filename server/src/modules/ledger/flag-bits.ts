// Flags as the database keeps them: TigerBeetle's bits.

import type { AccountFlags } from './account.ts';
import type { TransferFlags } from './transfer.ts';

const ACCOUNT_BITS: Record<keyof AccountFlags, number> = {
  linked: 1,
  debitsMustNotExceedCredits: 2,
  creditsMustNotExceedDebits: 4,
  history: 8,
  closed: 32,
};

const TRANSFER_BITS: Record<keyof TransferFlags, number> = {
  linked: 1,
  pending: 2,
  postPendingTransfer: 4,
  voidPendingTransfer: 8,
  balancingDebit: 16,
  balancingCredit: 32,
  closingDebit: 64,
  closingCredit: 128,
};

/** The bits of an account's flags. */
export function accountBits(flags: AccountFlags): number {
  return bitsOf(ACCOUNT_BITS, flags);
}

/** The flags of an account that some bits stand for; accounts of the same bits share them. */
export function accountFlags(bits: number): AccountFlags {
  const known = accountFlagsOfBits.get(bits) ?? flagsOf(ACCOUNT_BITS, bits);
  accountFlagsOfBits.set(bits, known);
  return known;
}

const accountFlagsOfBits = new Map<number, AccountFlags>();

/** The bits of a transfer's flags. */
export function transferBits(flags: TransferFlags): number {
  return bitsOf(TRANSFER_BITS, flags);
}

/** The flags of a transfer that some bits stand for. */
export function transferFlags(bits: number): TransferFlags {
  return flagsOf(TRANSFER_BITS, bits);
}

function bitsOf<Name extends string>(
  bits: Record<Name, number>,
  flags: Record<Name, boolean>,
): number {
  let sum = 0;
  for (const name in bits) if (flags[name]) sum |= bits[name];
  return sum;
}

function flagsOf<Name extends string>(
  bits: Record<Name, number>,
  value: number,
): Record<Name, boolean> {
  const entries = (Object.keys(bits) as Name[]).map((name) => [name, (value & bits[name]) !== 0]);
  return Object.fromEntries(entries) as Record<Name, boolean>;
}
