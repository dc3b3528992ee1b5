// Money from one customer to another: at once, or held until the payee accepts it. Many transfers
// are sent in one transaction, with one statement for each thing that has to be known or kept.

import assert from 'node:assert/strict';
import { Refusal, uuidOf, type BusinessDate, type Id } from '@sycee/kit';
import { balanceOf, countOutgoing, describe, standingsOf, takeSides } from '#deposits';
import type { DemandAccount } from '#deposits';
import { post } from '#ledger';
import { askForPayment, keepPaymentRisks, partiesById, type Party } from '#parties';
import { businessDate, RunApart, type Tx } from '#platform';
import { tellOrdersChanged } from './events.ts';
import {
  judgeTransfer,
  type PlannedTransfer,
  type TransferDesk,
  type TransferRequest,
} from './judge-transfer.ts';
import { type Movements, transferMovement } from './movements.ts';
import { narrateTransfer } from './narratives.ts';
import type { Order } from './order.ts';
import { askedTransfers, openTransferRisk, securityDeskOf } from './payment-security.ts';
import { refuse } from './refusals.ts';
import { insufficientFunds } from './spend.ts';
import { insertOrders, rememberContacts, topUpsInFlight } from './store-orders.ts';
import { orderLimitsOn, serviceTermsOn } from './store-terms.ts';

/** An order that has succeeded or awaits acceptance, and who is paid. */
export type SentTransfer = { readonly order: Order; readonly payee: Party };

/**
 * Sends money in the order of the requests, and answers each as if those before it had come alone:
 * the order, or a refusal of `judgeTransfer`, which has written nothing; that more is needed than
 * the PIN is written down and leaves the request open.
 */
export async function sendTransfers(
  tx: Tx,
  requests: readonly TransferRequest[],
): Promise<(SentTransfer | Refusal)[]> {
  const desk = await openDesk(tx, requests);
  const judged = requests.map((request) => judgeTransfer(tx, desk, request));
  const planned = judged.flatMap((one) => ('order' in one ? [one] : []));
  if (planned.length > 0) {
    const unpaid = await refusedByLedger(tx, planned);
    // What was judged after it was judged on a wrong balance; alone, each has the ledger's word.
    if (unpaid !== undefined && requests.length > 1) throw new RunApart();
    if (unpaid !== undefined) return [unpaid];
    await keep(tx, planned, desk);
  }
  const answers: (SentTransfer | Refusal)[] = [];
  for (const one of judged) {
    if ('unsure' in one) answers.push(await askForPayment(tx, one.unsure));
    else answers.push(one instanceof Refusal ? one : sentOf(desk, one));
  }
  return answers;
}

function sentOf(
  { people }: TransferDesk,
  { order, payee: { partyId } }: PlannedTransfer,
): SentTransfer {
  const payee = people.get(partyId);
  assert(payee);
  return { order, payee };
}

/** Takes the accounts, and learns what the transfers are judged on and who is named in them. */
async function openDesk(tx: Tx, requests: readonly TransferRequest[]): Promise<TransferDesk> {
  const mains = requests.filter(({ accountId }) => accountId === undefined);
  const sides = {
    payers: [...new Set(mains.map(({ payerId }) => payerId))],
    payees: [...new Set(requests.map(({ payeeId }) => payeeId))],
    named: requests.flatMap(({ accountId }) => accountId ?? []),
  };
  const [{ accounts, named, taken }, on] = await Promise.all([
    takeSides(tx, sides),
    businessDate(tx),
  ]);
  const ids = new Set([...accounts.keys(), ...taken.map(({ partyId }) => partyId)]);
  const asked = askedTransfers(requests);
  const [standings, bounds, { acceptanceSeconds }, people, risk] = await Promise.all([
    standingsWithTopUps(tx, taken, on),
    orderLimitsOn(tx, 'transfer', on),
    serviceTermsOn(tx, on),
    partiesById(tx, [...ids]),
    openTransferRisk(tx, on, asked),
  ]);
  const security = await securityDeskOf(tx, { risk, asked }, people);
  return { on, bounds, acceptanceSeconds, accounts, named, standings, people, security };
}

/** Where the accounts stand; what is on its way to one from a card needs its room, too. */
async function standingsWithTopUps(
  tx: Tx,
  accounts: readonly DemandAccount[],
  on: BusinessDate,
): Promise<TransferDesk['standings']> {
  const [standings, inFlight] = await Promise.all([
    standingsOf(tx, accounts, on),
    topUpsInFlight(tx, accounts),
  ]);
  for (const { id } of accounts) {
    const [standing, expected] = [standings.get(id), inFlight.get(id)];
    if (!standing || standing.roomMinor === null || expected === undefined) continue;
    standings.set(id, { ...standing, roomMinor: standing.roomMinor - expected });
  }
  return standings;
}

/** Posts the transfers. The ledger has the last word: answers the first refusal it causes. */
async function refusedByLedger(
  tx: Tx,
  planned: readonly PlannedTransfer[],
): Promise<Refusal | undefined> {
  const transfers = planned.flatMap((one) => movementOf(one).transfers);
  const statuses = await post(tx, transfers);
  const at = statuses.findIndex((status) => status !== 'created');
  const refused = planned[at];
  if (refused === undefined) return undefined;
  if (statuses[at] === 'credit_account_already_closed') {
    return refuse('payments.payee_cannot_receive');
  }
  assert.equal(statuses[at], 'exceeds_credits', `the ledger does not take ${refused.order.id}`);
  return insufficientFunds((await balanceOf(tx, refused.payer)).availableMinor);
}

/** Keeps orders, words, contacts and news of what was posted. */
async function keep(
  tx: Tx,
  planned: readonly PlannedTransfer[],
  { on, people }: TransferDesk,
): Promise<void> {
  const orders = planned.map(({ order }) => order);
  const sent = new Map<Id<'acct'>, bigint>();
  for (const { order, payer } of planned) {
    sent.set(payer.id, (sent.get(payer.id) ?? 0n) + order.amountMinor);
  }
  const pairs = planned
    .filter(({ order }) => order.state === 'succeeded')
    .map(({ payer, payee }) => ({ payerId: payer.partyId, payeeId: payee.partyId }));
  const words = planned.flatMap(({ order, payer, payee }) =>
    narrateTransfer(order, { payer, payee, people, transferId: uuidOf(order.id) }),
  );
  await Promise.all([
    countOutgoing(tx, sent, on),
    insertOrders(
      tx,
      planned.map((one) => ({ order: one.order, transfers: movementOf(one).purposes })),
    ),
    rememberContacts(tx, pairs),
    describe(tx, words),
    tellOrdersChanged(tx, orders),
    keepRisks(tx, planned),
  ]);
}

/** Why each was allowed; those of the bank itself were judged by nobody. */
function keepRisks(tx: Tx, planned: readonly PlannedTransfer[]): Promise<void> {
  const allowed = planned.flatMap(({ order: { id: orderId }, risk }) =>
    risk === undefined ? [] : [{ risk, orderId }],
  );
  return keepPaymentRisks(tx, 'transfer', allowed);
}

function movementOf({ order, payer, payee }: PlannedTransfer): Movements {
  return transferMovement(order, payer.ledgerAccountId, payee.ledgerAccountId);
}
