// Two of the staff have decided about somebody who was held: to let them go on, or to hold them.

import { CASE_DECIDED, type CaseDecided } from '#staff';
import { publish, type Subscriber, type Tx } from '#platform';
import { reviewEnded } from '../events.ts';
import { judgeDecision } from './judge-hits.ts';
import { lockScreenings, updateScreenings, updateTwinState } from './store-screenings.ts';
import { markReviewed } from './store-twins.ts';

/** Applies decisions about watch lists and duplicates. */
export const hearScreeningDecisions: Subscriber = {
  name: 'parties.screening-decisions',
  topics: [CASE_DECIDED],
  handle: async (tx, event) => {
    const decided = event.payload as CaseDecided;
    if (decided.kind === 'watch_list' || decided.kind === 'duplicate_person') {
      await apply(tx, decided);
    }
  },
};

async function apply(tx: Tx, { kind, party_id: partyId, outcome }: CaseDecided): Promise<void> {
  const [screening] = await lockScreenings(tx, [partyId]);
  if (screening === undefined) return;
  if (kind === 'watch_list') {
    // Only what is before the staff is decided: heard twice, the second time there is nothing.
    if (screening.listState !== 'hit') return;
    const { state, entries } = judgeDecision(screening.entries, outcome);
    await updateScreenings(tx, [{ partyId, listState: state, entries }], undefined);
  } else {
    if (screening.twinState !== 'suspected') return;
    await markReviewed(tx, partyId);
    await updateTwinState(tx, partyId, outcome === 'approved' ? 'cleared' : 'confirmed');
  }
  if (outcome === 'approved') await publish(tx, reviewEnded(partyId));
}
