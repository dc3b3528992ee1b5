// What other rooms ask before they touch data that stand on a consent.

import type { Tx } from '#platform';
import { consentsOf } from './consents-of.ts';
import type { PartyId, Purpose } from './purposes.ts';
import { refuse } from './refusals.ts';
import { holdConsent } from './store.ts';

/**
 * Goes on only with a consent that counts today, and keeps it from being taken back until the
 * commit. Refuses `consents.needed`.
 */
export async function requireConsent(tx: Tx, partyId: PartyId, purpose: Purpose): Promise<void> {
  await holdConsent(tx, partyId, purpose, 'rely');
  const consents = await consentsOf(tx, partyId);
  const consent = consents.find((item) => item.purpose === purpose);
  if (consent?.state !== 'given') throw refuse('consents.needed', { purpose });
}
