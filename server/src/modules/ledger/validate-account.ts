// May this account be opened? The first reason that says no, in TigerBeetle's order of precedence.

import type { Account, AccountStatus, NewAccount } from './account.ts';
import type { Book } from './book.ts';
import { MAX_ID, NIL_ID } from './status.ts';

type AccountNo = Exclude<AccountStatus, 'created'>;

/** The reason an account may not be opened; undefined when it may. */
export function validateAccount(
  book: Book,
  asked: NewAccount,
  account: Account,
): AccountNo | undefined {
  const standing = book.account(account.id);
  return (
    reservedPart(asked) ??
    reservedId(account) ??
    (standing === undefined ? unsound(asked, account) : replayOf(standing, account))
  );
}

function reservedPart({ reserved }: NewAccount): AccountNo | undefined {
  if (reserved === undefined) return undefined;
  if ((reserved.timestamp ?? 0n) !== 0n) return 'timestamp_must_be_zero';
  if ((reserved.field ?? 0) !== 0) return 'reserved_field';
  if ((reserved.flag ?? 0) !== 0) return 'reserved_flag';
  return undefined;
}

function reservedId({ id }: Account): AccountNo | undefined {
  if (id === NIL_ID) return 'id_must_not_be_zero';
  if (id === MAX_ID) return 'id_must_not_be_int_max';
  return undefined;
}

function replayOf(standing: Account, account: Account): AccountNo {
  if (!sameFlags(standing.flags, account.flags)) return 'exists_with_different_flags';
  if (standing.userData128 !== account.userData128) return 'exists_with_different_user_data_128';
  if (standing.userData64 !== account.userData64) return 'exists_with_different_user_data_64';
  if (standing.userData32 !== account.userData32) return 'exists_with_different_user_data_32';
  if (standing.ledger !== account.ledger) return 'exists_with_different_ledger';
  if (standing.code !== account.code) return 'exists_with_different_code';
  return 'exists';
}

function unsound({ reserved }: NewAccount, account: Account): AccountNo | undefined {
  const { flags } = account;
  if (flags.debitsMustNotExceedCredits && flags.creditsMustNotExceedDebits) {
    return 'flags_are_mutually_exclusive';
  }
  if ((reserved?.debitsPendingMinor ?? 0n) !== 0n) return 'debits_pending_must_be_zero';
  if ((reserved?.debitsPostedMinor ?? 0n) !== 0n) return 'debits_posted_must_be_zero';
  if ((reserved?.creditsPendingMinor ?? 0n) !== 0n) return 'credits_pending_must_be_zero';
  if ((reserved?.creditsPostedMinor ?? 0n) !== 0n) return 'credits_posted_must_be_zero';
  if (account.ledger === 0) return 'ledger_must_not_be_zero';
  if (account.code === 0) return 'code_must_not_be_zero';
  return undefined;
}

/** Whether two sets of flags say the same, each key of the first being looked up in the second. */
export function sameFlags<Flags extends object>(first: Flags, second: Flags): boolean {
  return (Object.keys(first) as (keyof Flags)[]).every((flag) => first[flag] === second[flag]);
}
