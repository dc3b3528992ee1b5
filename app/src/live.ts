// News of money, as it happens: each event makes the reads it touches stale, so that a screen shows
// the bank's own figures and never a sum of its own.

import { liveEvents } from '@sycee/sdk';
import type { QueryClient } from '@tanstack/react-query';

import { device } from './bank.ts';
import { meQuery } from './queries.ts';
import { moneyMoved } from './query-client.ts';
import { storeOf } from './store.ts';

/** Whether the bank can be heard right now. */
export const connection = storeOf<'starting' | 'live' | 'lost'>('starting');

/** Listens for news until the returned function is called. */
export function followNews(client: QueryClient): () => void {
  const live = liveEvents({
    baseUrl: '',
    device,
    onEvent: ({ topic }) => {
      if (topic.startsWith('payments.')) void moneyMoved(client);
      else void client.invalidateQueries();
    },
    onReady: () => {
      if (connection.get() === 'lost') void client.invalidateQueries();
      connection.set('live');
    },
    onLost: () => {
      connection.set('lost');
      // Lost may mean signed out elsewhere; the bank says which.
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return () => {
    live.close();
    connection.set('starting');
  };
}
