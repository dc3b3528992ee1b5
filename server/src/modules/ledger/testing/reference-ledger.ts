// The ledger once more, small and slow, written from the model's description and not from the
// ledger's code: what the engines are held against. It shares nothing with the rules but types.

import type { AccountStatus, NewAccount } from '../account.ts';
import type { NewTransfer, TransferStatus } from '../transfer.ts';

const NOTHING = '00000000-0000-0000-0000-000000000000';
const LARGEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const MOST = 2n ** 63n - 1n;

/** An account with its four sums. */
export type Holder = Omit<Required<NewAccount>, 'reserved' | 'flags' | 'userData128'> & {
  readonly userData128: string | null;
  readonly flags: Required<NonNullable<NewAccount['flags']>>;
  debitsPending: bigint;
  debitsPosted: bigint;
  creditsPending: bigint;
  creditsPosted: bigint;
};

/** A transfer as it was made. */
export type Deed = Omit<
  Required<NewTransfer>,
  'reserved' | 'flags' | 'pendingId' | 'userData128'
> & {
  readonly pendingId: string | null;
  readonly userData128: string | null;
  readonly flags: Readonly<Record<keyof typeof NO_FLAGS, boolean>>;
  readonly timestamp: bigint;
};

export type Books = {
  readonly holders: Map<string, Holder>;
  readonly deeds: Map<string, Deed>;
  readonly holds: Map<string, 'pending' | 'posted' | 'voided' | 'expired'>;
  readonly failed: Set<string>;
  /** Accounts and holds that stand already and cannot be found yet. */
  readonly hidden: Set<string>;
  /** Accounts that an open transaction is closing. */
  readonly closing: Set<string>;
};

const NO_FLAGS = {
  linked: false,
  pending: false,
  postPendingTransfer: false,
  voidPendingTransfer: false,
  balancingDebit: false,
  balancingCredit: false,
  closingDebit: false,
  closingCredit: false,
};

/** Books with nothing in them. */
export function noBooks(): Books {
  return {
    holders: new Map(),
    deeds: new Map(),
    holds: new Map(),
    failed: new Set(),
    hidden: new Set(),
    closing: new Set(),
  };
}

/** Reasons that lie in the moment: an id that met one of them stays refused. */
export const OF_THE_MOMENT: ReadonlySet<string> = new Set([
  'debit_account_not_found',
  'credit_account_not_found',
  'pending_transfer_not_found',
  'exceeds_credits',
  'exceeds_debits',
  'debit_account_already_closed',
  'credit_account_already_closed',
]);

/** Makes transfers in order at a moment in nanoseconds; changes the books. */
export function makeTransfers(
  books: Books,
  asked: readonly NewTransfer[],
  moment: bigint,
): TransferStatus[] {
  return inChains(books, asked, (one) => {
    const answer = judge(books, one, moment);
    if (typeof answer !== 'string') enter(books, answer);
    else if (OF_THE_MOMENT.has(answer)) books.failed.add(one.id);
    return typeof answer === 'string' ? answer : 'created';
  });
}

/** Opens accounts in order; changes the books. */
export function openHolders(books: Books, asked: readonly NewAccount[]): AccountStatus[] {
  return inChains(books, asked, (one) => {
    const answer = judgeHolder(books, one);
    if (typeof answer !== 'string') books.holders.set(one.id, answer);
    return typeof answer === 'string' ? answer : 'created';
  });
}

/** Writes a transfer that was made into the books. */
export function enter(books: Books, deed: Deed): void {
  books.deeds.set(deed.id, deed);
  if (deed.pendingId !== null) {
    const posts = deed.flags.postPendingTransfer;
    release(books, deed.pendingId, posts ? 'posted' : 'voided');
    if (posts) add(books, deed, 'Posted', deed.amountMinor);
    return;
  }
  if (deed.flags.pending) books.holds.set(deed.id, 'pending');
  add(books, deed, deed.flags.pending ? 'Pending' : 'Posted', deed.amountMinor);
}

/** Ends a hold. */
export function release(books: Books, id: string, as: 'posted' | 'voided' | 'expired'): void {
  const hold = books.deeds.get(id);
  if (hold === undefined) throw new Error(`reference: no hold ${id}`);
  books.holds.set(id, as);
  add(books, hold, 'Pending', -hold.amountMinor);
}

/** Notes what an open transaction of somebody else has taken: as if it were only held. */
export function take(books: Books, deed: Deed): void {
  if (deed.pendingId !== null) return;
  add(books, deed, 'Pending', deed.amountMinor);
  if (deed.flags.closingDebit) books.closing.add(deed.debitAccountId);
  if (deed.flags.closingCredit) books.closing.add(deed.creditAccountId);
}

/** An account is closed while a hold that closes it stands, or from its opening on. */
export function isClosed(books: Books, id: string): boolean {
  if (books.holders.get(id)?.flags.closed === true || books.closing.has(id)) return true;
  return [...books.holds].some(([hold, state]) => {
    const deed = state === 'pending' ? books.deeds.get(hold) : undefined;
    const { closingDebit = false, closingCredit = false } = deed?.flags ?? {};
    return (
      (closingDebit && deed?.debitAccountId === id) ||
      (closingCredit && deed?.creditAccountId === id)
    );
  });
}

function add(books: Books, deed: Deed, kind: 'Pending' | 'Posted', amount: bigint): void {
  const debit = books.holders.get(deed.debitAccountId);
  const credit = books.holders.get(deed.creditAccountId);
  if (debit === undefined || credit === undefined) throw new Error('reference: no such account');
  debit[`debits${kind}`] += amount;
  credit[`credits${kind}`] += amount;
}

/** A chain is every linked item and the one after; one no in it undoes all of it. */
function inChains<Asked extends { readonly flags?: { readonly linked?: boolean } }, Status>(
  books: Books,
  asked: readonly Asked[],
  make: (one: Asked) => Status,
): (Status | 'linked_event_failed' | 'linked_event_chain_open')[] {
  const answers: (Status | 'linked_event_failed' | 'linked_event_chain_open')[] = [];
  let chain: Asked[] = [];
  for (const [index, one] of asked.entries()) {
    chain.push(one);
    const open = one.flags?.linked === true;
    if (open && index < asked.length - 1) continue;
    answers.push(...inOneChain(books, chain, open, make));
    chain = [];
  }
  return answers;
}

function inOneChain<Asked, Status>(
  books: Books,
  chain: readonly Asked[],
  open: boolean,
  make: (one: Asked) => Status,
): (Status | 'linked_event_failed' | 'linked_event_chain_open')[] {
  const before = chain.length > 1 ? structuredClone(books) : books;
  const judged = open ? chain.slice(0, -1) : chain;
  for (const [index, one] of judged.entries()) {
    const answer = make(one);
    if (answer === 'created') continue;
    undo(books, before);
    return chain.map((_, at) => {
      if (at === index) return answer;
      return open && at === chain.length - 1 ? 'linked_event_chain_open' : 'linked_event_failed';
    });
  }
  if (!open) return chain.map(() => 'created' as Status);
  undo(books, before);
  return chain.map((_, at) =>
    at === chain.length - 1 ? 'linked_event_chain_open' : 'linked_event_failed',
  );
}

/** Everything as it was, but ids that failed stay failed. */
function undo(books: Books, before: Books): void {
  if (before === books) return;
  for (const part of ['holders', 'deeds', 'holds'] as const) {
    books[part].clear();
    for (const [id, value] of before[part]) books[part].set(id, value as never);
  }
}

function judgeHolder(books: Books, asked: NewAccount): AccountStatus | Holder {
  const one = newHolder(asked);
  const { id, flags } = one;
  if (id === NOTHING) return 'id_must_not_be_zero';
  if (id === LARGEST_ID) return 'id_must_not_be_int_max';
  const there = books.holders.get(id);
  if (there !== undefined) {
    const now = { ...there.flags, closed: isClosed(books, id) };
    if (!alike(now, flags)) return 'exists_with_different_flags';
    if (there.userData128 !== one.userData128) return 'exists_with_different_user_data_128';
    if (there.userData64 !== one.userData64) return 'exists_with_different_user_data_64';
    if (there.userData32 !== one.userData32) return 'exists_with_different_user_data_32';
    if (there.ledger !== one.ledger) return 'exists_with_different_ledger';
    return there.code === one.code ? 'exists' : 'exists_with_different_code';
  }
  const both = flags.debitsMustNotExceedCredits && flags.creditsMustNotExceedDebits;
  if (both) return 'flags_are_mutually_exclusive';
  if (one.ledger === 0) return 'ledger_must_not_be_zero';
  return one.code === 0 ? 'code_must_not_be_zero' : one;
}

/** An account as it stands right after its opening. */
export function newHolder({ userData128 = NOTHING, flags, ...asked }: NewAccount): Holder {
  return {
    id: asked.id,
    ledger: asked.ledger,
    code: asked.code,
    userData128: userData128 === NOTHING ? null : userData128,
    userData64: asked.userData64 ?? 0n,
    userData32: asked.userData32 ?? 0,
    flags: {
      linked: false,
      debitsMustNotExceedCredits: false,
      creditsMustNotExceedDebits: false,
      history: false,
      closed: false,
      ...flags,
    },
    debitsPending: 0n,
    debitsPosted: 0n,
    creditsPending: 0n,
    creditsPosted: 0n,
  };
}

function judge(books: Books, asked: NewTransfer, moment: bigint): TransferStatus | Deed {
  const one = filled(asked, moment);
  if (one.id === NOTHING) return 'id_must_not_be_zero';
  if (one.id === LARGEST_ID) return 'id_must_not_be_int_max';
  const there = books.deeds.get(one.id);
  if (there !== undefined) return compare(books, there, one);
  if (books.failed.has(one.id)) return 'id_already_failed';
  const { postPendingTransfer: posts, voidPendingTransfer: voids } = one.flags;
  return posts || voids ? judgeResolution(books, one, moment) : judgeMovement(books, one);
}

function filled(asked: NewTransfer, timestamp: bigint): Deed {
  const { pendingId = NOTHING, userData128 = NOTHING } = asked;
  return {
    id: asked.id,
    debitAccountId: asked.debitAccountId,
    creditAccountId: asked.creditAccountId,
    amountMinor: asked.amountMinor,
    userData64: asked.userData64 ?? 0n,
    userData32: asked.userData32 ?? 0,
    timeoutSeconds: asked.timeoutSeconds ?? 0,
    ledger: asked.ledger,
    code: asked.code,
    pendingId: pendingId === NOTHING ? null : pendingId,
    userData128: userData128 === NOTHING ? null : userData128,
    flags: { ...NO_FLAGS, ...asked.flags },
    timestamp,
  };
}

/** The first field, in the model's order, in which what is asked differs from what was made. */
function compare(books: Books, there: Deed, asked: Deed): TransferStatus {
  if (!alike(there.flags, asked.flags)) return 'exists_with_different_flags';
  if (there.pendingId !== asked.pendingId) return 'exists_with_different_pending_id';
  if (there.timeoutSeconds !== asked.timeoutSeconds) return 'exists_with_different_timeout';
  const hold = asked.pendingId === null ? undefined : books.deeds.get(asked.pendingId);
  const one = hold === undefined ? asked : inheriting(asked, hold);
  if (there.debitAccountId !== one.debitAccountId) {
    return 'exists_with_different_debit_account_id';
  }
  if (there.creditAccountId !== one.creditAccountId) {
    return 'exists_with_different_credit_account_id';
  }
  const upTo = one.flags.balancingDebit || one.flags.balancingCredit;
  const fits = upTo ? one.amountMinor >= there.amountMinor : one.amountMinor === there.amountMinor;
  if (!fits) return 'exists_with_different_amount';
  if (there.userData128 !== one.userData128) return 'exists_with_different_user_data_128';
  if (there.userData64 !== one.userData64) return 'exists_with_different_user_data_64';
  if (there.userData32 !== one.userData32) return 'exists_with_different_user_data_32';
  if (there.ledger !== one.ledger) return 'exists_with_different_ledger';
  return there.code === one.code ? 'exists' : 'exists_with_different_code';
}

/** What a posting or voiding leaves out, it has from its hold. */
function inheriting(asked: Deed, hold: Deed): Deed {
  const all = asked.flags.postPendingTransfer ? MOST : 0n;
  return {
    ...asked,
    debitAccountId: asked.debitAccountId === NOTHING ? hold.debitAccountId : asked.debitAccountId,
    creditAccountId:
      asked.creditAccountId === NOTHING ? hold.creditAccountId : asked.creditAccountId,
    amountMinor: asked.amountMinor === all ? hold.amountMinor : asked.amountMinor,
    userData128: asked.userData128 ?? hold.userData128,
    userData64: asked.userData64 || hold.userData64,
    userData32: asked.userData32 || hold.userData32,
    ledger: asked.ledger || hold.ledger,
    code: asked.code || hold.code,
  };
}

function judgeResolution(books: Books, asked: Deed, moment: bigint): TransferStatus | Deed {
  const { id, pendingId, flags } = asked;
  const { postPendingTransfer: posts, voidPendingTransfer: voids } = flags;
  const others = [flags.pending, flags.balancingDebit, flags.balancingCredit];
  if ((posts && voids) || [...others, flags.closingDebit, flags.closingCredit].includes(true)) {
    return 'flags_are_mutually_exclusive';
  }
  if (pendingId === null) return 'pending_id_must_not_be_zero';
  if (pendingId === LARGEST_ID) return 'pending_id_must_not_be_int_max';
  if (pendingId === id) return 'pending_id_must_be_different';
  if (asked.timeoutSeconds > 0) return 'timeout_reserved_for_pending_transfer';
  const hold = books.hidden.has(pendingId) ? undefined : books.deeds.get(pendingId);
  if (hold === undefined) return 'pending_transfer_not_found';
  if (!hold.flags.pending) return 'pending_transfer_not_pending';
  const one = inheriting(asked, hold);
  if (one.debitAccountId !== hold.debitAccountId) {
    return 'pending_transfer_has_different_debit_account_id';
  }
  if (one.creditAccountId !== hold.creditAccountId) {
    return 'pending_transfer_has_different_credit_account_id';
  }
  if (one.ledger !== hold.ledger) return 'pending_transfer_has_different_ledger';
  if (one.code !== hold.code) return 'pending_transfer_has_different_code';
  if (one.amountMinor > hold.amountMinor) return 'exceeds_pending_transfer_amount';
  if (voids && one.amountMinor < hold.amountMinor) return 'pending_transfer_has_different_amount';
  const state = books.holds.get(pendingId);
  if (state !== 'pending' && state !== undefined) {
    return state === 'expired' ? 'pending_transfer_expired' : `pending_transfer_already_${state}`;
  }
  if (dueAt(hold) <= moment) return 'pending_transfer_expired';
  return (voids ? undefined : shut(books, one)) ?? one;
}

/** When a hold is over, in nanoseconds; one without a time-out never is. */
function dueAt(hold: Deed): bigint {
  if (hold.timeoutSeconds === 0) return 2n ** 70n;
  return hold.timestamp + BigInt(hold.timeoutSeconds) * 1_000_000_000n;
}

function shut(books: Books, one: Deed): TransferStatus | undefined {
  if (isClosed(books, one.debitAccountId)) return 'debit_account_already_closed';
  if (isClosed(books, one.creditAccountId)) return 'credit_account_already_closed';
  return undefined;
}

function judgeMovement(books: Books, asked: Deed): TransferStatus | Deed {
  const { debitAccountId, creditAccountId, flags } = asked;
  if (debitAccountId === NOTHING) return 'debit_account_id_must_not_be_zero';
  if (debitAccountId === LARGEST_ID) return 'debit_account_id_must_not_be_int_max';
  if (creditAccountId === NOTHING) return 'credit_account_id_must_not_be_zero';
  if (creditAccountId === LARGEST_ID) return 'credit_account_id_must_not_be_int_max';
  if (debitAccountId === creditAccountId) return 'accounts_must_be_different';
  if (asked.pendingId !== null) return 'pending_id_must_be_zero';
  if (!flags.pending && asked.timeoutSeconds > 0) return 'timeout_reserved_for_pending_transfer';
  if (!flags.pending && (flags.closingDebit || flags.closingCredit)) {
    return 'closing_transfer_must_be_pending';
  }
  if (asked.ledger === 0) return 'ledger_must_not_be_zero';
  if (asked.code === 0) return 'code_must_not_be_zero';
  const found = (id: string) => (books.hidden.has(id) ? undefined : books.holders.get(id));
  const debit = found(debitAccountId);
  if (debit === undefined) return 'debit_account_not_found';
  const credit = found(creditAccountId);
  if (credit === undefined) return 'credit_account_not_found';
  if (debit.ledger !== credit.ledger) return 'accounts_must_have_the_same_ledger';
  if (asked.ledger !== debit.ledger) return 'transfer_must_have_the_same_ledger_as_accounts';
  const closed = shut(books, asked);
  if (closed !== undefined) return closed;

  const mayDebit = debit.creditsPosted - debit.debitsPending - debit.debitsPosted;
  const mayCredit = credit.debitsPosted - credit.creditsPending - credit.creditsPosted;
  let amount = asked.amountMinor;
  if (flags.balancingDebit && mayDebit < amount) amount = mayDebit;
  if (flags.balancingCredit && mayCredit < amount) amount = mayCredit;
  if (amount < 0n) amount = 0n;

  const beyond = tooMuch({ ...asked, amountMinor: amount }, debit, credit);
  if (beyond !== undefined) return beyond;
  if (debit.flags.debitsMustNotExceedCredits && amount > mayDebit) return 'exceeds_credits';
  if (credit.flags.creditsMustNotExceedDebits && amount > mayCredit) return 'exceeds_debits';
  return { ...asked, amountMinor: amount };
}

function tooMuch(one: Deed, debit: Holder, credit: Holder): TransferStatus | undefined {
  const { amountMinor: amount } = one;
  const over = (...sums: bigint[]): boolean => sums.reduce((all, sum) => all + sum, amount) > MOST;
  if (one.flags.pending && over(debit.debitsPending)) return 'overflows_debits_pending';
  if (one.flags.pending && over(credit.creditsPending)) return 'overflows_credits_pending';
  if (over(debit.debitsPosted)) return 'overflows_debits_posted';
  if (over(credit.creditsPosted)) return 'overflows_credits_posted';
  if (over(debit.debitsPending, debit.debitsPosted)) return 'overflows_debits';
  if (over(credit.creditsPending, credit.creditsPosted)) return 'overflows_credits';
  return one.timeoutSeconds > 0 && dueAt(one) > MOST ? 'overflows_timeout' : undefined;
}

function alike(first: Readonly<Record<string, boolean>>, other: typeof first): boolean {
  return Object.keys(first).every((flag) => first[flag] === other[flag]);
}
