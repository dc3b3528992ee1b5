// What the app reads about consents: the words in effect, how one stands to them, every receipt.

import type { Consent, ConsentPurpose } from '@sycee/sdk';
import { queryOptions } from '@tanstack/react-query';

import { bank } from '../../bank.ts';
import type { Language } from '../../preferences.ts';

export type Purpose = ConsentPurpose['purpose'];

/** The words in effect today, in the language of the app, which is part of what was read. */
export function purposesQuery(language: Language) {
  return queryOptions({
    queryKey: ['consents', 'purposes', language],
    queryFn: async ({ signal }) => (await bank.listConsentPurposes({ signal })).items,
    staleTime: 60_000,
  });
}

export const consentsQuery = queryOptions({
  queryKey: ['consents', 'mine'],
  queryFn: async ({ signal }) => (await bank.listConsents({ signal })).items,
});

export const receiptsQuery = queryOptions({
  queryKey: ['consents', 'receipts'],
  queryFn: async ({ signal }) => (await bank.listConsentReceipts({ signal })).items,
});

export const correctionsQuery = queryOptions({
  queryKey: ['me', 'corrections'],
  queryFn: async ({ signal }) => (await bank.listNameCorrections({ signal })).items,
});

/** What leaving would delete and keep, in the language of the app; asked anew each time. */
export function closingQuery(language: Language) {
  return queryOptions({
    queryKey: ['me', 'closing', language],
    queryFn: ({ signal }) => bank.previewClosing({ signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** A person's answer to one purpose. */
export function consentFor(
  consents: readonly Consent[] | undefined,
  purpose: Purpose,
): Consent | undefined {
  return consents?.find((consent) => consent.purpose === purpose);
}
