// Whether a transfer may be made, judged on what is known of its two sides. Many are judged in
// order before any is written, so each leaves the sides to the next as if it had been made.

import assert from 'node:assert/strict';
import { addSeconds, cny, decimalOf, Refusal, ZERO } from '@sycee/kit';
import type { BusinessDate, Id, Minor } from '@sycee/kit';
import { afterReceiving, afterSending, type DemandAccount } from '#deposits';
import { exceededBy, type Standing } from '#deposits';
import { needsMore, outgoingRefusal, type Party, type PaymentRisk } from '#parties';
import type { Tx } from '#platform';
import { requireWithin } from './amount-bounds.ts';
import { readNote } from './note.ts';
import type { Arrival, Order } from './order.ts';
import { refuseCooling, riskOfTransfer } from './payment-security.ts';
import type { AskedBy, SecurityDesk } from './payment-security.ts';
import { refuse } from './refusals.ts';
import { insufficientFunds } from './spend.ts';
import type { OrderLimits } from './store-terms.ts';

export type TransferRequest = {
  readonly payerId: Id<'party'>;
  /** The payer's main account when none is named. */
  readonly accountId?: Id<'acct'> | undefined;
  readonly payeeId: Id<'party'>;
  readonly amountMinor: Minor;
  readonly note: string | null;
  readonly arrival: Arrival;
  /** Left out by the bank itself, which has no session to be judged. */
  readonly by?: AskedBy | undefined;
};

/** What transfers are judged on. */
export type TransferDesk = {
  readonly on: BusinessDate;
  readonly bounds: OrderLimits;
  readonly acceptanceSeconds: number;
  /** The main accounts of both sides. */
  readonly accounts: ReadonlyMap<Id<'party'>, DemandAccount>;
  /** Who they are: some may send nothing at present. */
  readonly people: ReadonlyMap<Id<'party'>, Party>;
  readonly security: SecurityDesk<TransferRequest>;
  /** The accounts that requests name. */
  readonly named: ReadonlyMap<Id<'acct'>, DemandAccount>;
  /** Where the accounts that have limits stand; each transfer leaves its traces. */
  readonly standings: Map<Id<'acct'>, Standing>;
};

/** A transfer that may be made, and between whom. */
export type PlannedTransfer = {
  readonly order: Order;
  readonly payer: DemandAccount;
  readonly payee: DemandAccount;
  readonly risk: PaymentRisk | undefined;
};

/** A transfer that may be made once the bank is sure of who asks. */
export type UnsureTransfer = { readonly unsure: PaymentRisk };

/**
 * Answers the order, that the bank is not sure of who asks, or its refusal: payee_is_payer,
 * note_invalid, account_needed or account_not_found, parties.under_review, payee_cannot_receive,
 * amount_out_of_bounds, day_limit_exceeded, year_limit_exceeded, balance_limit_exceeded,
 * insufficient_funds, parties.cooling_off, in this order.
 */
export function judgeTransfer(
  tx: Pick<Tx, 'newId' | 'now'>,
  desk: TransferDesk,
  request: TransferRequest,
): PlannedTransfer | UnsureTransfer | Refusal {
  try {
    return plan(tx, desk, request);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function plan(
  tx: Pick<Tx, 'newId' | 'now'>,
  desk: TransferDesk,
  request: TransferRequest,
): PlannedTransfer | UnsureTransfer {
  const { payerId, payeeId, amountMinor } = request;
  if (payerId === payeeId) throw refuse('payments.payee_is_payer');
  const note = readNote(request.note);
  const [payer, payee] = [payingAccount(desk, request), desk.accounts.get(payeeId)];
  const sender = desk.people.get(payerId);
  const held = sender && outgoingRefusal(sender);
  if (held !== undefined) throw held;
  if (payee === undefined) throw refuse('payments.payee_cannot_receive');
  requireWithin(desk.bounds, amountMinor);
  const [from, to] = [desk.standings.get(payer.id), desk.standings.get(payee.id)];
  assert(from, 'a payer has limits');
  refuseBeyondLimits(from, to, amountMinor);
  const cooling = desk.security.cooling.get(payerId);
  refuseCooling(cooling, amountMinor);
  const { daySentMinor } = from;
  const risk =
    sender && riskOfTransfer(desk.security, request, { now: tx.now, payer: sender, daySentMinor });
  if (risk !== undefined && needsMore(risk)) return { unsure: risk };

  if (cooling !== undefined) {
    const leftMinor = cooling.leftMinor - amountMinor;
    desk.security.cooling.set(payerId, { ...cooling, leftMinor });
  }
  const moved = { amountMinor, held: request.arrival === 'on_acceptance' };
  desk.standings.set(payer.id, afterSending(from, moved));
  if (to !== undefined) desk.standings.set(payee.id, afterReceiving(to, moved));
  return { order: newOrder(tx, desk, { request, note, payer, payee }), payer, payee, risk };
}

function payingAccount(desk: TransferDesk, { payerId, accountId }: TransferRequest) {
  const account = accountId === undefined ? desk.accounts.get(payerId) : desk.named.get(accountId);
  if (account?.partyId === payerId) return account;
  throw refuse(accountId === undefined ? 'payments.account_needed' : 'payments.account_not_found');
}

function refuseBeyondLimits(from: Standing, to: Standing | undefined, amountMinor: Minor): void {
  const exceeded = exceededBy(from, amountMinor);
  if (exceeded !== undefined) {
    throw refuse(`payments.${exceeded.limit}_limit_exceeded`, {
      left: decimalOf(cny(exceeded.leftMinor)),
      left_minor: exceeded.leftMinor.toString(),
    });
  }
  const room = to?.roomMinor ?? null;
  if (room !== null && amountMinor > room) throw refuse('payments.balance_limit_exceeded');
  if (amountMinor > from.availableMinor) throw insufficientFunds(from.availableMinor);
}

type Judged = {
  readonly request: TransferRequest;
  readonly note: string | null;
  readonly payer: DemandAccount;
  readonly payee: DemandAccount;
};

function newOrder(
  tx: Pick<Tx, 'newId' | 'now'>,
  desk: TransferDesk,
  { request: { amountMinor, arrival }, note, payer, payee }: Judged,
): Order {
  const instant = arrival === 'instant';
  return {
    id: tx.newId('pay'),
    kind: 'transfer',
    state: instant ? 'succeeded' : 'awaiting_acceptance',
    payerId: payer.partyId,
    payeeId: payee.partyId,
    payerAccountId: payer.id,
    payeeAccountId: payee.id,
    cardId: null,
    amountMinor,
    feeMinor: ZERO,
    note,
    arrival,
    failureCode: null,
    createdAt: tx.now,
    settledAt: instant ? tx.now : null,
    expiresAt: instant ? null : addSeconds(tx.now, desk.acceptanceSeconds),
    countedOn: desk.on,
  };
}
