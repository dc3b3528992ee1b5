// A load of small payments whose every request is remembered, with its answer if one came, so that
// after a kill each can be looked for in the books.

import { uuidOf, type Id, type WireMoney } from '@sycee/kit';
import { BankRefusal, BankUnreachable, newIdempotencyKey, type Order } from '@sycee/sdk';

import type { Customer } from '../../../sandbox/src/personas/customer.ts';

const PIN = '246810';
const TRANSFER: WireMoney = { minor: '1', currency: 'CNY' };
const TOP_UP: WireMoney = { minor: '123', currency: 'CNY' };

export type Payer = Customer & {
  readonly partyId: Id<'party'>;
  readonly cardId: Id<'card'>;
};

/** One request that moves money; sent again, it is the same request. */
export type Request = {
  readonly key: string;
  readonly kind: 'transfer' | 'top_up';
  readonly send: () => Promise<Order>;
};

export type Load = {
  readonly asked: Request[];
  /** The orders that the bank has acknowledged, by the request's key. */
  readonly acknowledged: Map<string, Order['id']>;
  /** Ends the load and waits for the requests under way. */
  readonly end: () => Promise<void>;
};

/** Who pays, as the load needs it. */
export async function payerOf(customer: Customer): Promise<Payer> {
  const { id } = await customer.bank.getMe();
  const card = (await customer.bank.listCards()).items[0];
  if (card === undefined) throw new Error(`${uuidOf(id)} has no card`);
  return { ...customer, partyId: id, cardId: card.id };
}

/** Payers send to each other and top up, one request after another each, until the end. */
export function startLoad(payers: readonly Payer[]): Load {
  const asked: Request[] = [];
  const acknowledged = new Map<string, Order['id']>();
  const ending = new AbortController();
  const lane = async (payer: Payer, payee: Payer): Promise<void> => {
    for (let turn = 0; !ending.signal.aborted; turn++) {
      const request = turn % 5 === 0 ? topUp(payer) : transfer(payer, payee);
      asked.push(request);
      const order = await answerOf(request);
      if (order === undefined) return;
      acknowledged.set(request.key, order.id);
    }
  };
  const lanes = payers.flatMap((payer, index) => {
    const payee = payers[(index + 1) % payers.length] ?? payer;
    return [lane(payer, payee), lane(payer, payee)];
  });
  const end = async (): Promise<void> => {
    ending.abort();
    await Promise.all(lanes);
  };
  return { asked, acknowledged, end };
}

/** The acknowledged order, or undefined when the bank could not be heard or asked for patience. */
async function answerOf({ send }: Request): Promise<Order | undefined> {
  try {
    return await send();
  } catch (error) {
    const isNoAnswer = error instanceof BankRefusal && error.problem.code.startsWith('platform.');
    if (error instanceof BankUnreachable || isNoAnswer) return undefined;
    throw error;
  }
}

function transfer({ bank }: Payer, payee: Payer): Request {
  const key = newIdempotencyKey();
  const body = {
    to_party_id: payee.partyId,
    amount: TRANSFER,
    note: key,
    arrival: 'instant',
  } as const;
  return {
    key,
    kind: 'transfer',
    send: async () => bank.sendTransfer({ body, idempotencyKey: key, proof: await proofOf(bank) }),
  };
}

function topUp({ bank, cardId }: Payer): Request {
  const key = newIdempotencyKey();
  const body = { card_id: cardId, amount: TOP_UP };
  return {
    key,
    kind: 'top_up',
    send: async () => bank.topUp({ body, idempotencyKey: key, proof: await proofOf(bank) }),
  };
}

async function proofOf(bank: Customer['bank']): Promise<string> {
  return (await bank.provePin({ body: { pin: PIN } })).proof;
}
