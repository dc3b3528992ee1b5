// What two of the staff decided has effect: a review ends, presence is given, a name is corrected.
// Heard twice it happens once; what was taken back meanwhile does not happen.

import { publish, type Subscriber, type Tx } from '#platform';
import { CASE_DECIDED, type CaseDecided } from '#staff';
import { applyNameDecision } from '../correct-name.ts';
import { reviewDecided } from '../events.ts';
import { lockParty } from '../store-parties.ts';
import { givePresence } from './presence.ts';
import { endReview } from './store-reviews.ts';

/** Hears what the staff decided about cases of this room. */
export const applyDecidedCases: Subscriber = {
  name: 'parties.apply-decided-cases',
  topics: [CASE_DECIDED],
  handle: async (tx, event) => {
    const decided = event.payload as CaseDecided;
    await lockParty(tx, decided.party_id);
    if (decided.kind === 'name_correction') await applyNameDecision(tx, decided);
    else await applyReview(tx, decided);
  },
};

/** Cases that no review asked for find none here. */
async function applyReview(tx: Tx, decided: CaseDecided): Promise<void> {
  const review = await endReview(tx, decided.case_id, decided.outcome);
  if (review === undefined) return;
  await publish(tx, reviewDecided(review));
  if (review.kind === 'face' && review.state === 'approved') {
    await givePresence(tx, review.partyId, 'review');
  }
}
