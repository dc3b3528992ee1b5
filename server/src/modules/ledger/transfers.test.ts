// What becomes of a transfer: one row an outcome, every status of the model at least once.

import { describe, expect, test } from 'vitest';
import type { Account, AccountFlags, Balances } from './account.ts';
import { applyTransfers } from './apply.ts';
import { openBook, type Book } from './book.ts';
import { completeAccount, completeTransfer } from './complete.ts';
import { MAX_ID, NIL_ID } from './status.ts';
import {
  AMOUNT_MAX,
  type NewTransfer,
  type PendingStatus,
  type TransferStatus,
} from './transfer.ts';

const id = (name: string): string =>
  `00000000-0000-7000-8000-${Buffer.from(name.padStart(6, '.')).toString('hex')}`;

const NOW = 1_000_000_000_000n;

function account(
  name: string,
  sums: Partial<Balances> = {},
  flags: Partial<AccountFlags> = {},
  ledger = 156,
): Account {
  return { ...completeAccount({ id: id(name), ledger, code: 2010, flags }, 1n), ...sums };
}

/** A transfer of 10 from `from` to `to`, but for what a row says. */
function transfer(name: string, changes: Partial<NewTransfer> = {}): NewTransfer {
  return {
    id: id(name),
    debitAccountId: id('from'),
    creditAccountId: id('to'),
    amountMinor: 10n,
    ledger: 156,
    code: 1,
    ...changes,
  };
}

const standing: readonly [NewTransfer, PendingStatus | null][] = [
  [transfer('done', { userData128: id('user'), userData64: 64n, userData32: 32 }), null],
  [transfer('evened', { flags: { balancingDebit: true } }), null],
  [transfer('held', { flags: { pending: true }, timeoutSeconds: 9 }), 'pending'],
  [transfer('posted', { flags: { pending: true } }), 'posted'],
  [transfer('voided', { flags: { pending: true } }), 'voided'],
  [transfer('lapsed', { flags: { pending: true }, timeoutSeconds: 1 }), 'expired'],
  [transfer('late', { flags: { pending: true }, timeoutSeconds: 1 }), 'pending'],
  [transfer('at.end', { debitAccountId: id('closed'), flags: { pending: true } }), 'pending'],
  [transfer('to.end', { creditAccountId: id('closed'), flags: { pending: true } }), 'pending'],
  [
    transfer('half', {
      pendingId: id('posted'),
      amountMinor: 5n,
      flags: { postPendingTransfer: true },
    }),
    null,
  ],
];

function world(): Book {
  const held = { debitsPendingMinor: 100n, creditsPendingMinor: 100n };
  const full = AMOUNT_MAX - 5n;
  return openBook({
    accounts: [
      account('from', { ...held, debitsPostedMinor: 20n }),
      account('to', { ...held, creditsPostedMinor: 20n }),
      account('poor', { creditsPostedMinor: 9n }, { debitsMustNotExceedCredits: true }),
      account('owing', { debitsPostedMinor: 9n }, { creditsMustNotExceedDebits: true }),
      account('closed', held, { closed: true }),
      account('other', {}, {}, 840),
      account('fullDP', { debitsPendingMinor: full }),
      account('fullCP', { creditsPendingMinor: full }),
      account('fullD', { debitsPostedMinor: full }),
      account('fullC', { creditsPostedMinor: full }),
      account('bothD', { debitsPostedMinor: AMOUNT_MAX / 2n, debitsPendingMinor: AMOUNT_MAX / 2n }),
      account('bothC', {
        creditsPostedMinor: AMOUNT_MAX / 2n,
        creditsPendingMinor: AMOUNT_MAX / 2n,
      }),
    ],
    transfers: standing.map(([one], index) =>
      completeTransfer(one, NOW - 5_000_000_000n + BigInt(index)),
    ),
    pendingStatuses: new Map(
      standing.flatMap(([one, status]) => (status === null ? [] : [[one.id, status]])),
    ),
    failedIds: [id('failed')],
    archivedIds: [id('olden')],
  });
}

const resolving = (pending: string, changes: Partial<NewTransfer> = {}): Partial<NewTransfer> => ({
  pendingId: id(pending),
  flags: { postPendingTransfer: true },
  ...changes,
});
const voids = { flags: { voidPendingTransfer: true } };
const pends = { flags: { pending: true } };
const replay = (changes: Partial<NewTransfer>): NewTransfer =>
  transfer('done', { userData128: id('user'), userData64: 64n, userData32: 32, ...changes });

/** Two statuses take more than one transfer to show; they have tests of their own below. */
type StatusOfOne = Exclude<TransferStatus, 'linked_event_failed' | 'overflows_timeout'>;

/** What one transfer alone is answered, with some ways to get there. */
const outcomes: Record<StatusOfOne, Record<string, NewTransfer>> = {
  created: {
    'money moves': transfer('new'),
    'nothing may be moved': transfer('new', { amountMinor: 0n }),
    'a hold': transfer('new', { ...pends, timeoutSeconds: 60 }),
    'a posting in full': transfer('new', resolving('held', { amountMinor: AMOUNT_MAX })),
    'a posting in part': transfer('new', resolving('held', { amountMinor: 4n })),
    'a posting of nothing': transfer('new', resolving('held', { amountMinor: 0n })),
    'a voiding': transfer('new', resolving('held', voids)),
    'a voiding that names no amount': transfer(
      'new',
      resolving('held', { ...voids, amountMinor: 0n }),
    ),
    'a voiding on a closed account': transfer(
      'new',
      resolving('at.end', { ...voids, debitAccountId: NIL_ID }),
    ),
    'the last of a limited account': transfer('new', {
      debitAccountId: id('poor'),
      amountMinor: 9n,
    }),
  },
  linked_event_chain_open: { 'nobody follows': transfer('new', { flags: { linked: true } }) },
  timestamp_must_be_zero: { 'a time': transfer('new', { reserved: { timestamp: 1n, flag: 1 } }) },
  reserved_flag: { 'a flag of tomorrow': transfer('new', { id: NIL_ID, reserved: { flag: 1 } }) },
  id_must_not_be_zero: { zero: transfer('new', { id: NIL_ID }) },
  id_must_not_be_int_max: { 'the largest': transfer('new', { id: MAX_ID }) },
  exists_in_archive: {
    'the same again after years': transfer('olden'),
    'another under its id': transfer('olden', { amountMinor: 11n, ...pends }),
  },
  pending_transfer_in_archive: { 'long over': transfer('new', resolving('olden')) },
  exists: {
    'the same again': replay({}),
    'a balancing one, up to more than it moved': transfer('evened', {
      flags: { balancingDebit: true },
      amountMinor: 99n,
    }),
    'the same part again': transfer('half', resolving('posted', { amountMinor: 5n })),
    'naming nothing it inherits': transfer(
      'half',
      resolving('posted', {
        amountMinor: 5n,
        debitAccountId: NIL_ID,
        creditAccountId: NIL_ID,
        ledger: 0,
        code: 0,
      }),
    ),
  },
  exists_with_different_flags: { 'held, not moved': replay(pends) },
  exists_with_different_pending_id: {
    'of another hold': transfer('half', resolving('held', { amountMinor: 5n })),
  },
  exists_with_different_timeout: {
    'for longer': transfer('held', { ...pends, timeoutSeconds: 10, amountMinor: 11n }),
  },
  exists_with_different_debit_account_id: {
    'from another': replay({ debitAccountId: id('poor'), creditAccountId: id('poor') }),
    'posting of another': transfer('half', resolving('posted', { debitAccountId: id('poor') })),
  },
  exists_with_different_credit_account_id: {
    'to another': replay({ creditAccountId: id('poor'), amountMinor: 11n }),
  },
  exists_with_different_amount: {
    more: replay({ amountMinor: 11n, userData64: 65n }),
    'a balancing one, up to less than it moved': transfer('evened', {
      flags: { balancingDebit: true },
      amountMinor: 9n,
    }),
    'posting in full what was posted in part': transfer(
      'half',
      resolving('posted', { amountMinor: AMOUNT_MAX }),
    ),
  },
  exists_with_different_user_data_128: {
    'for another': replay({ userData128: id('x'), userData64: 0n }),
  },
  exists_with_different_user_data_64: { '64': replay({ userData64: 0n, userData32: 0 }) },
  exists_with_different_user_data_32: { '32': replay({ userData32: 0, ledger: 840 }) },
  exists_with_different_ledger: { 'in dollars': replay({ ledger: 840, code: 2 }) },
  exists_with_different_code: { 'for another reason': replay({ code: 2 }) },
  id_already_failed: { 'told no before': transfer('failed', { debitAccountId: NIL_ID }) },
  flags_are_mutually_exclusive: {
    'posts and voids': transfer('new', {
      flags: { postPendingTransfer: true, voidPendingTransfer: true },
    }),
    'posts and holds': transfer('new', { flags: { postPendingTransfer: true, pending: true } }),
    'posts and balances': transfer('new', {
      flags: { postPendingTransfer: true, balancingDebit: true },
    }),
    'voids and balances': transfer('new', {
      flags: { voidPendingTransfer: true, balancingCredit: true },
    }),
    'posts and closes': transfer('new', {
      flags: { postPendingTransfer: true, closingDebit: true },
    }),
    'voids and closes': transfer('new', {
      flags: { voidPendingTransfer: true, closingCredit: true },
    }),
  },
  debit_account_id_must_not_be_zero: {
    'from nobody': transfer('new', { debitAccountId: NIL_ID, creditAccountId: NIL_ID }),
  },
  debit_account_id_must_not_be_int_max: {
    'from the last': transfer('new', { debitAccountId: MAX_ID }),
  },
  credit_account_id_must_not_be_zero: { 'to nobody': transfer('new', { creditAccountId: NIL_ID }) },
  credit_account_id_must_not_be_int_max: {
    'to the last': transfer('new', { creditAccountId: MAX_ID }),
  },
  accounts_must_be_different: { 'to itself': transfer('new', { creditAccountId: id('from') }) },
  pending_id_must_be_zero: {
    'names a hold but moves': transfer('new', { pendingId: id('held'), timeoutSeconds: 1 }),
  },
  pending_id_must_not_be_zero: {
    'posts nothing': transfer('new', { flags: { postPendingTransfer: true } }),
  },
  pending_id_must_not_be_int_max: {
    'posts the last': transfer('new', { pendingId: MAX_ID, flags: { postPendingTransfer: true } }),
  },
  pending_id_must_be_different: { 'posts itself': transfer('new', resolving('new')) },
  timeout_reserved_for_pending_transfer: {
    'moves for a time': transfer('new', { timeoutSeconds: 1, flags: { closingDebit: true } }),
    'posts for a time': transfer('new', resolving('nohold', { timeoutSeconds: 1 })),
  },
  closing_transfer_must_be_pending: {
    'closes for ever': transfer('new', { flags: { closingDebit: true }, ledger: 0 }),
  },
  ledger_must_not_be_zero: { 'no asset': transfer('new', { ledger: 0, code: 0 }) },
  code_must_not_be_zero: {
    'no reason': transfer('new', { code: 0, debitAccountId: id('nobody') }),
  },
  debit_account_not_found: {
    'from a stranger': transfer('new', {
      debitAccountId: id('nobody'),
      creditAccountId: id('noone'),
    }),
  },
  credit_account_not_found: { 'to a stranger': transfer('new', { creditAccountId: id('nobody') }) },
  accounts_must_have_the_same_ledger: {
    'yuan to dollars': transfer('new', { creditAccountId: id('other'), ledger: 999 }),
  },
  transfer_must_have_the_same_ledger_as_accounts: {
    'yuan as dollars': transfer('new', { ledger: 840 }),
  },
  pending_transfer_not_found: { 'posts what is not there': transfer('new', resolving('nohold')) },
  pending_transfer_not_pending: { 'posts what is done': transfer('new', resolving('done')) },
  pending_transfer_has_different_debit_account_id: {
    'posts from another': transfer('new', resolving('held', { debitAccountId: id('poor') })),
  },
  pending_transfer_has_different_credit_account_id: {
    'posts to another': transfer('new', resolving('held', { creditAccountId: id('poor') })),
  },
  pending_transfer_has_different_ledger: {
    'posts dollars': transfer('new', resolving('held', { ledger: 840 })),
  },
  pending_transfer_has_different_code: {
    'posts for another reason': transfer('new', resolving('held', { code: 2, amountMinor: 11n })),
  },
  exceeds_pending_transfer_amount: {
    'posts more': transfer('new', resolving('posted', { amountMinor: 11n })),
    'voids more': transfer('new', resolving('posted', { ...voids, amountMinor: 11n })),
  },
  pending_transfer_has_different_amount: {
    'voids a part': transfer('new', resolving('posted', { ...voids, amountMinor: 9n })),
  },
  pending_transfer_already_posted: { 'posts again': transfer('new', resolving('posted')) },
  pending_transfer_already_voided: {
    'posts what was voided': transfer('new', resolving('voided')),
  },
  pending_transfer_expired: {
    'after its time was noticed': transfer('new', resolving('lapsed')),
    'after its time, unnoticed': transfer('new', resolving('late')),
    'voided after its time': transfer('new', resolving('late', voids)),
  },
  debit_account_already_closed: {
    'from a closed account': transfer('new', {
      debitAccountId: id('closed'),
      amountMinor: AMOUNT_MAX,
    }),
    'posts from a closed account': transfer(
      'new',
      resolving('at.end', { debitAccountId: id('closed') }),
    ),
  },
  credit_account_already_closed: {
    'to a closed account': transfer('new', {
      creditAccountId: id('closed'),
      amountMinor: AMOUNT_MAX,
    }),
    'posts to a closed account': transfer(
      'new',
      resolving('to.end', { creditAccountId: id('closed') }),
    ),
  },
  overflows_debits_pending: {
    'held beyond the largest sum': transfer('new', { ...pends, debitAccountId: id('fullDP') }),
  },
  overflows_credits_pending: {
    'held beyond the largest sum': transfer('new', { ...pends, creditAccountId: id('fullCP') }),
  },
  overflows_debits_posted: {
    'beyond the largest sum': transfer('new', { debitAccountId: id('fullD') }),
  },
  overflows_credits_posted: {
    'beyond the largest sum': transfer('new', { creditAccountId: id('fullC') }),
  },
  overflows_debits: {
    'held and posted together': transfer('new', { debitAccountId: id('bothD') }),
  },
  overflows_credits: {
    'held and posted together': transfer('new', { creditAccountId: id('bothC') }),
  },
  exceeds_credits: { 'more than there is': transfer('new', { debitAccountId: id('poor') }) },
  exceeds_debits: { 'more than is owed': transfer('new', { creditAccountId: id('owing') }) },
};

describe.each(Object.entries(outcomes))('%s', (status, rows) => {
  for (const [name, asked] of Object.entries(rows)) {
    test(name, () => {
      expect(applyTransfers(world(), [asked], NOW)).toEqual([status]);
    });
  }
});

test('overflows_timeout: time itself would overflow', () => {
  const asked = transfer('new', { ...pends, timeoutSeconds: 9 });
  expect(applyTransfers(world(), [asked], AMOUNT_MAX - 1n)).toEqual(['overflows_timeout']);
});

describe('what a refusal leaves behind', () => {
  const tooMuch = transfer('new', { debitAccountId: id('poor') });

  test('a no that lay in the moment stays a no', () => {
    const book = world();
    expect(applyTransfers(book, [tooMuch], NOW)).toEqual(['exceeds_credits']);
    const less = { ...tooMuch, amountMinor: 1n };
    expect(applyTransfers(book, [less], NOW)).toEqual(['id_already_failed']);
  });

  test('a no to a malformed request does not use up its id', () => {
    const book = world();
    const statuses = applyTransfers(book, [transfer('new', { code: 0 }), transfer('new')], NOW);
    expect(statuses).toEqual(['code_must_not_be_zero', 'created']);
  });
});

describe('linked chains', () => {
  const linked = { flags: { linked: true } };
  const good = transfer('good', linked);
  const bad = transfer('bad', { debitAccountId: id('poor') });
  const rows: [string, NewTransfer[], TransferStatus[]][] = [
    ['all are made', [good, transfer('last')], ['created', 'created']],
    ['the last fails', [good, bad], ['linked_event_failed', 'exceeds_credits']],
    [
      'a middle one fails, and what follows is not judged',
      [good, { ...bad, ...linked }, transfer('last', { id: NIL_ID })],
      ['linked_event_failed', 'exceeds_credits', 'linked_event_failed'],
    ],
    [
      'the chain after a failed one stands for itself',
      [good, bad, transfer('good', linked), transfer('last')],
      ['linked_event_failed', 'exceeds_credits', 'created', 'created'],
    ],
    [
      'left open at the end of the batch',
      [transfer('done.2'), good, transfer('last', linked)],
      ['created', 'linked_event_failed', 'linked_event_chain_open'],
    ],
    [
      'left open and failed before',
      [{ ...bad, ...linked }, good, transfer('last', linked)],
      ['exceeds_credits', 'linked_event_failed', 'linked_event_chain_open'],
    ],
  ];
  test.each(rows)('%s', (_name, batch, statuses) => {
    const book = world();
    const before = book.account(id('from'));
    expect(applyTransfers(book, batch, NOW)).toEqual(statuses);
    for (const [index, { id: transferId }] of batch.entries()) {
      if (statuses[index] === 'linked_event_failed' && !statuses.includes('created')) {
        expect(book.transfer(transferId)).toBeUndefined();
        expect(book.account(id('from'))).toEqual(before);
      }
    }
  });
});

test.each([
  ['an id that is no uuid', { id: 'order-1' }],
  ['an id in capitals', { id: 'ABCDEF00-0000-7000-8000-000000000000' }],
  ['a negative amount', { amountMinor: -1n }],
  ['an amount beyond the largest', { amountMinor: AMOUNT_MAX + 1n }],
  ['a code of half a reason', { code: 1.5 }],
])('%s is a defect of the caller, not an outcome', (_name, changes) => {
  expect(() => applyTransfers(world(), [transfer('new', changes)], NOW)).toThrow(RangeError);
});
