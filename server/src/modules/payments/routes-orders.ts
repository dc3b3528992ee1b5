// The routes that move money: top-ups, withdrawals, transfers and their answers.

import { cny, type Minor, parseMinor, Refusal } from '@sycee/kit';
import { Type } from 'typebox';
import {
  type Caller,
  groupedRoute,
  idSchema,
  type Locale,
  moneySchema,
  moneyView,
  positiveAmountSchema,
  type Route,
  route,
  type Tx,
} from '#platform';
import { STEP_UP_REFUSALS } from '#parties';
import { acceptTransfer } from './accept-transfer.ts';
import type { Order } from './order.ts';
import { quoteWithdrawal } from './quote-withdrawal.ts';
import { codes, type PaymentsRefusalCode } from './refusals.ts';
import { returnTransfer } from './return-transfer.ts';
import { sendTransfers } from './send-transfers.ts';
import { showOrder, showSent } from './show-orders.ts';
import { topUp } from './top-up.ts';
import { arrivalSchema, orderSchema, type OrderView } from './views.ts';
import { withdraw } from './withdraw.ts';

const tag = 'payments';

/** Why nothing leaves an account at present. */
const HELD = ['parties.under_review', 'parties.frozen', 'parties.cooling_off'];

/** The routes of placing and answering orders. */
export function orderRoutes(): Route[] {
  return [
    topUpRoute(),
    withdrawRoute(),
    quoteRoute(),
    transferRoute(),
    answerRoute('acceptance'),
    answerRoute('return'),
  ];
}

function topUpRoute(): Route {
  return route({
    ...cardOrder,
    path: '/v1/top-ups',
    operation: 'topUp',
    summary: 'Bring money in from a bound card',
    refusals: codes(...cardOrderCodes, 'payments.balance_limit_exceeded'),
    handle: async (tx, { caller, body, locale }) =>
      show(tx, { caller, locale }, await topUp(tx, cardOrderOf(caller, body))),
  });
}

function withdrawRoute(): Route {
  return route({
    ...cardOrder,
    path: '/v1/withdrawals',
    operation: 'withdraw',
    summary: 'Take money out to a bound card',
    stepUp: true,
    refusals: [
      ...codes(...cardOrderCodes, 'payments.insufficient_funds'),
      ...HELD,
      ...STEP_UP_REFUSALS,
    ],
    handle: async (tx, { caller, body, locale, stepUp: token }) => {
      const order = await withdraw(tx, { ...cardOrderOf(caller, body), by: { caller, token } });
      return order instanceof Refusal ? order : show(tx, { caller, locale }, order);
    },
  });
}

const accountIdSchema = {
  ...idSchema('acct'),
  description: 'Which of one’s accounts; the main one when left out.',
};

const cardOrder = {
  method: 'POST',
  tag,
  access: 'session',
  money: true,
  proof: true,
  status: 202,
  body: Type.Object({
    card_id: idSchema('card'),
    account_id: Type.Optional(accountIdSchema),
    amount: positiveAmountSchema,
  }),
  reply: orderSchema,
} as const;

const cardOrderCodes: PaymentsRefusalCode[] = [
  'payments.account_needed',
  'payments.account_not_found',
  'payments.amount_out_of_bounds',
  'payments.card_not_found',
];

function cardOrderOf(
  { partyId }: Caller,
  body: {
    card_id: `card_${string}`;
    account_id?: `acct_${string}`;
    amount: { minor: string };
  },
) {
  const { card_id: cardId, account_id: accountId } = body;
  return { partyId, cardId, accountId, amountMinor: parseMinor(body.amount.minor) };
}

function quoteRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/withdrawal-quotes',
    operation: 'quoteWithdrawal',
    tag,
    summary: 'Ask what a withdrawal costs',
    access: 'session',
    refusals: [],
    query: Type.Object({ amount_minor: positiveAmountSchema.properties.minor }),
    reply: Type.Object(
      { amount: moneySchema, fee: moneySchema, free_left: moneySchema, total: moneySchema },
      { title: 'WithdrawalQuote' },
    ),
    handle: async (tx, { caller, query }) => {
      const amountMinor = parseMinor(query.amount_minor);
      const quote = await quoteWithdrawal(tx, caller.partyId, amountMinor);
      return {
        amount: yuan(amountMinor),
        fee: yuan(quote.feeMinor),
        free_left: yuan(quote.freeLeftMinor),
        total: yuan(quote.totalMinor),
      };
    },
  });
}

function transferRoute(): Route {
  return groupedRoute({
    method: 'POST',
    path: '/v1/transfers',
    operation: 'sendTransfer',
    tag,
    summary: 'Send money to another customer, at once or until accepted',
    proof: true,
    status: 201,
    stepUp: true,
    refusals: [
      ...HELD,
      ...STEP_UP_REFUSALS,
      ...codes(
        'payments.payee_is_payer',
        'payments.account_needed',
        'payments.account_not_found',
        'payments.payee_cannot_receive',
        'payments.note_invalid',
        'payments.amount_out_of_bounds',
        'payments.day_limit_exceeded',
        'payments.year_limit_exceeded',
        'payments.balance_limit_exceeded',
        'payments.insufficient_funds',
      ),
    ],
    body: Type.Object({
      to_party_id: idSchema('party'),
      account_id: Type.Optional(accountIdSchema),
      amount: positiveAmountSchema,
      note: Type.Optional(Type.String({ maxLength: 240, description: 'At most 60 characters.' })),
      arrival: arrivalSchema,
    }),
    reply: orderSchema,
    handleGroup: async (tx, inputs) => {
      const requests = inputs.map(({ caller, body, stepUp: token }) => ({
        payerId: caller.partyId,
        accountId: body.account_id,
        payeeId: body.to_party_id,
        amountMinor: parseMinor(body.amount.minor),
        note: body.note ?? null,
        arrival: body.arrival,
        by: { caller, token },
      }));
      const results = await sendTransfers(tx, requests);
      return results.map((sent, index) =>
        sent instanceof Refusal
          ? sent
          : showSent(sent.order, sent.payee, inputs[index]?.locale ?? 'en'),
      );
    },
  });
}

function answerRoute(answer: 'acceptance' | 'return'): Route {
  const isAcceptance = answer === 'acceptance';
  return route({
    method: 'POST',
    path: `/v1/orders/:order_id/${answer}`,
    operation: isAcceptance ? 'acceptTransfer' : 'returnTransfer',
    tag,
    summary: isAcceptance ? 'Accept a transfer that waits' : 'Send a waiting transfer back',
    access: 'session',
    money: true,
    refusals: codes(
      'payments.order_not_found',
      'payments.order_not_awaiting',
      ...(isAcceptance ? (['payments.transfer_held'] as const) : []),
    ),
    params: Type.Object({ order_id: idSchema('pay') }),
    reply: orderSchema,
    handle: async (tx, { caller, params: { order_id: orderId }, locale }) => {
      const end = isAcceptance ? acceptTransfer : returnTransfer;
      return show(tx, { caller, locale }, await end(tx, caller.partyId, orderId));
    },
  });
}

function yuan(amount: Minor) {
  return moneyView(cny(amount));
}

function show(
  tx: Tx,
  { caller, locale }: { caller: Caller; locale: Locale },
  order: Order,
): Promise<OrderView> {
  return showOrder(tx, { partyId: caller.partyId, locale }, order);
}
