// Hears that a person was seen by the bank; with it, an account may have all that class II needs.

import { isId } from '@sycee/kit';
import { PRESENCE_GIVEN } from '#parties';
import type { Subscriber } from '#platform';
import { reviewClass } from './review-class.ts';

/** Reviews the accounts of whoever enrolled a face or was approved by a review. */
export const hearPresence: Subscriber = {
  name: 'deposits.hear-presence',
  topics: [PRESENCE_GIVEN],
  handle: async (tx, { key }) => {
    if (isId('party', key)) await reviewClass(tx, key);
  },
};
