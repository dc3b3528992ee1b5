// How a person stands to every purpose that is offered today.

import { businessDate, type Tx } from '#platform';
import type { Consent, ConsentState, CurrentVersion, PartyId, Receipt } from './purposes.ts';
import { PURPOSES } from './purposes.ts';
import { selectCurrentVersions, selectLastReceipts } from './store.ts';

/** A person's consents in the order they are shown; what is not offered yet is left out. */
export async function consentsOf(tx: Tx, partyId: PartyId): Promise<Consent[]> {
  const [versions, receipts] = await Promise.all([
    selectCurrentVersions(tx, await businessDate(tx)),
    selectLastReceipts(tx, partyId),
  ]);
  return PURPOSES.flatMap((purpose) => {
    const current = versions.find((version) => version.purpose === purpose);
    if (current === undefined) return [];
    const last = receipts.find((receipt) => receipt.purpose === purpose);
    return [{ purpose, state: stateOf(last, current), currentVersion: current.version, last }];
  });
}

function stateOf(last: Receipt | undefined, { countsFrom }: CurrentVersion): ConsentState {
  if (last === undefined) return 'never_given';
  if (last.decision === 'withdrawn') return 'withdrawn';
  return last.version < countsFrom ? 'outdated' : 'given';
}
