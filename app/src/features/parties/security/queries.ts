// What the app reads about the safety of the account.

import type { Me } from '@sycee/sdk';
import { queryOptions } from '@tanstack/react-query';

import { bank } from '../../../bank.ts';

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) => (await bank.listPasskeys({ signal })).items,
});

/** Since when everything is frozen; a read kept by an older app does not say it. */
export function frozenSince(me: Me | undefined): string | undefined {
  return me?.frozen_at ?? undefined;
}

/** Until when little money may leave, a day after the number was recovered. */
export function coolingOffUntil(me: Me | undefined): string | undefined {
  return me?.cooling_off_until ?? undefined;
}

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => bank.listNotices({ signal }),
});
