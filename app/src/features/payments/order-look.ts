// How an order looks: its icon, its sign, its words. One place, so that list, receipt and result
// never tell different stories.

import { add, parseMoney, type Money } from '@sycee/kit';
import type { Order } from '@sycee/sdk';

import type { IconName } from '../../ui/icons.tsx';
import type { Sign } from '../../ui/amounts.ts';

export const KIND_ICONS: Record<Order['kind'], IconName> = {
  top_up: 'top-up',
  withdrawal: 'withdraw',
  transfer: 'transfer',
};

export type Tone = 'good' | 'waiting' | 'bad';

const TONES: Record<Order['state'], Tone> = {
  processing: 'waiting',
  awaiting_acceptance: 'waiting',
  succeeded: 'good',
  failed: 'bad',
  returned: 'bad',
  expired: 'bad',
};

/** Whether the order went well, is under way, or came to nothing. */
export function toneOf({ state }: Pick<Order, 'state'>): Tone {
  return TONES[state];
}

/** A sign only for money that moved: what came to nothing has none, nor what is not here yet. */
export function signOf(order: Pick<Order, 'state' | 'direction'>): Sign {
  const tone = toneOf(order);
  if (tone === 'good') return order.direction;
  return tone === 'waiting' && order.direction === 'out' ? 'out' : 'none';
}

/** What leaves the balance in all: the amount, and the fee on top of it. */
export function totalOf({ amount, fee }: Pick<Order, 'amount' | 'fee'>): Money {
  const { minor, currency } = parseMoney(amount);
  return { minor: add(minor, parseMoney(fee).minor), currency };
}

/** The words for a state; what waits for this person says so. */
export function stateKey({ state, direction }: Pick<Order, 'state' | 'direction'>) {
  return state === 'awaiting_acceptance'
    ? (`state_${state}_${direction}` as const)
    : (`state_${state}` as const);
}

/** Who or what is on the other side, in words for a title. */
export function titleKey({ kind, direction }: Pick<Order, 'kind' | 'direction'>) {
  return kind === 'transfer'
    ? (`title_transfer_${direction}` as const)
    : (`title_${kind}` as const);
}

/** Which sentence says where the money is now. */
export function explainKey({
  kind,
  state,
  direction,
}: Pick<Order, 'kind' | 'state' | 'direction'>) {
  if (state === 'processing') return `explain_processing_${kind}` as const;
  if (state === 'failed') return `explain_failed_${direction}` as const;
  if (state === 'succeeded') {
    return kind === 'transfer'
      ? (`explain_done_${direction}` as const)
      : (`explain_done_${kind}` as const);
  }
  return `explain_${state}_${direction}` as const;
}
