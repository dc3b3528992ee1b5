// The way of an order in steps: what happened, and what is still to come.

import type { Order } from '@sycee/sdk';

import type { TimelineStep } from '../../ui/timeline.tsx';
import { toneOf } from './order-look.ts';

type State = Order['state'];

export type OrderStep = {
  readonly key: `step_${State | 'ordered' | 'settling'}`;
  readonly at: string | undefined;
  readonly mark: TimelineStep['mark'];
};

/** The steps from the order to its end. */
export function timelineOf(order: Pick<Order, 'timeline' | 'state' | 'created_at'>): OrderStep[] {
  const open = toneOf(order) === 'waiting';
  const past = order.timeline
    .filter(({ state }) => state !== 'processing')
    .map(({ state, at }): OrderStep => ({
      key: `step_${state}`,
      at,
      mark: state === order.state ? (open ? 'now' : markOf(state)) : 'done',
    }));
  const ordered: OrderStep = { key: 'step_ordered', at: order.created_at, mark: 'done' };
  const settling: OrderStep[] =
    order.state === 'processing' ? [{ key: 'step_settling', at: undefined, mark: 'now' }] : [];
  const next: OrderStep[] = open ? [{ key: 'step_succeeded', at: undefined, mark: 'next' }] : [];
  return [ordered, ...past, ...settling, ...next];
}

function markOf(state: State): TimelineStep['mark'] {
  return toneOf({ state }) === 'bad' ? 'bad' : 'done';
}
