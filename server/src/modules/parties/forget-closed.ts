// The day comes when the bank must forget who somebody was who left years ago.

import type { EndOfDayJob } from '#platform';
import { forgetCases } from '#staff';
import { deleteIdDocuments } from './id-document/store-id-documents.ts';
import { forgetClosed } from './store-privacy.ts';

const PORTION = 500;

/** Forgets who people were, and their documents, when the time of keeping is over. */
export const forgetClosedJob: EndOfDayJob = {
  name: 'parties.forget-closed',
  step: async (tx, date) => {
    const forgotten = await forgetClosed(tx, date, PORTION);
    await forgetCases(tx, forgotten);
    await deleteIdDocuments(tx, forgotten);
    return forgotten.length < PORTION ? null : {};
  },
};
