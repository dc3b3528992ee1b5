// Whether the bank lets a party open an account and send money, beyond what any limit says.

import type { Refusal } from '@sycee/kit';
import type { Party } from './party.ts';
import { refuse } from './refusals.ts';
import { refuse as refuseSecurity } from './security/refusals.ts';

/** Why nothing may go out at present; undefined when it may. It never says what is looked into. */
export function outgoingRefusal(
  party: Pick<Party, 'underReview' | 'standing'>,
): Refusal | undefined {
  if (party.standing.frozenAt !== null) return refuseSecurity('parties.frozen');
  return party.underReview ? refuse('parties.under_review') : undefined;
}
