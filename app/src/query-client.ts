// The cache of what the bank has said. A few reads are kept on the device, so that the app opens
// without a network and says as of when; signing out forgets them.

import {
  dehydrate,
  hydrate,
  onlineManager,
  QueryClient,
  type DehydratedState,
} from '@tanstack/react-query';

import { MONEY_KEYS } from './queries.ts';

const KEPT_KEY = 'sycee.reads';
const KEPT_READS = new Set(['me', 'accounts', 'cards', 'contacts', 'orders', 'clock', 'months']);
const KEEP_AFTER_MS = 500;
const WEEK_MS = 7 * 86_400_000;

/** Makes the cache, filled with what the device kept. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        gcTime: WEEK_MS,
        networkMode: 'always',
        // The client of the bank has tried again by itself already.
        retry: false,
        refetchOnReconnect: 'always',
        throwOnError: (error) => !(error instanceof Error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  // It hears of changes only, and takes it that there is a network until then; nor does it listen
  // before somebody subscribes, and a network may go before the first screen does.
  onlineManager.subscribe(() => undefined);
  onlineManager.setOnline(navigator.onLine);
  const kept = localStorage.getItem(KEPT_KEY);
  if (kept !== null) hydrate(client, JSON.parse(kept) as DehydratedState);
  // However young they are, the bank may have said more since, and nobody was here to hear it.
  void client.invalidateQueries({ refetchType: 'none' });
  keepReads(client);
  return client;
}

/** Renews everything that a movement of money makes stale. */
export async function moneyMoved(client: QueryClient): Promise<void> {
  await Promise.all(MONEY_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] })));
}

/** Forgets all reads, in memory and on the device. */
export function forgetReads(client: QueryClient): void {
  client.clear();
  localStorage.removeItem(KEPT_KEY);
}

function keepReads(client: QueryClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    timer = undefined;
    const state = dehydrate(client, {
      shouldDehydrateMutation: () => false,
      shouldDehydrateQuery: ({ state: { status }, queryKey }) =>
        status === 'success' && KEPT_READS.has(String(queryKey[0])) && queryKey[1] !== 'list',
    });
    if (state.queries.length > 0) localStorage.setItem(KEPT_KEY, JSON.stringify(state));
  };
  client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') timer ??= setTimeout(keep, KEEP_AFTER_MS);
  });
}
