// What kind of bank this is; the sandbox offers more than a real one does.

import { queryOptions, useQuery } from '@tanstack/react-query';

export type AppConfig = { readonly sandbox: boolean; readonly version: string };

const UNKNOWN: AppConfig = { sandbox: false, version: '' };

const configQuery = queryOptions({
  queryKey: ['app-config'],
  queryFn: async ({ signal }) => {
    const answer = await fetch('/app-config.json', { signal });
    if (!answer.ok) throw new Error(`app-config.json: ${answer.status}`);
    return (await answer.json()) as AppConfig;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The configuration; a plain bank until it is known. */
export function useAppConfig(): AppConfig {
  return useQuery(configQuery).data ?? UNKNOWN;
}
