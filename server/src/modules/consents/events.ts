// The facts this module publishes. Who owns data that stands on a consent listens to the second one
// and deletes them.

import type { NewEvent } from '#platform';
import type { Purpose, Receipt } from './purposes.ts';

const CONSENT_GIVEN = 'consents.given';
export const CONSENT_WITHDRAWN = 'consents.withdrawn';

/** What an event of this module says. */
export type ConsentNews = {
  readonly party_id: Receipt['partyId'];
  readonly purpose: Purpose;
  readonly receipt_id: Receipt['id'];
};

/** A person has decided. Decisions of one person are told in their order. */
export function consentDecided(receipt: Receipt): NewEvent {
  const { partyId, purpose, id } = receipt;
  const payload: ConsentNews = { party_id: partyId, purpose, receipt_id: id };
  const topic = receipt.decision === 'given' ? CONSENT_GIVEN : CONSENT_WITHDRAWN;
  return { topic, key: partyId, audience: [partyId], payload };
}
