// What people of the bank looked at, for the person's own eyes. Of watch lists nobody is told: by
// the law against money laundering such work is kept secret.

import { isoOf } from '@sycee/kit';
import { instantView } from '#platform';
import { toldCases, withdrawCases } from '#staff';
import { ANTI_MONEY_LAUNDERING, type Holder } from '../holder.ts';
import { presenceOf } from './presence.ts';
import { REVIEW_KINDS } from './review.ts';
import { withdrawReviews } from './ask-review.ts';
import { eraseNotes, selectReviews } from './store-reviews.ts';

/** Reviews, and the cases of the staff behind them. */
export const reviewsHolder: Holder = {
  room: 'staff',
  about: {
    en: 'What you asked people of the bank to look at, and what they decided.',
    zh: '您申请人工办理的事项及其审核结果。',
  },
  holdings: async (tx, partyId) => {
    const presence = await presenceOf(tx, partyId);
    return {
      seen_to_be_there: presence ? { by: presence.by, since: isoOf(presence.since) } : null,
      notes: (await selectReviews(tx, partyId)).map(({ id, note }) => ({ case_id: id, note })),
      cases: (await toldCases(tx, partyId)).map((one) => ({
        case_id: one.id,
        kind: one.kind,
        state: one.state,
        outcome: one.state === 'decided' ? (one.proposal?.outcome ?? null) : null,
        opened_at: isoOf(one.openedAt),
        ended_at: instantView(one.endedAt),
      })),
    };
  },
  obstacles: async () => [],
  letGo: async (tx, partyId) => {
    await withdrawReviews(tx, partyId, REVIEW_KINDS);
    await withdrawCases(tx, partyId, [...REVIEW_KINDS, 'name_correction']);
    await eraseNotes(tx, partyId);
  },
  deletes: [
    {
      en: 'What you wrote for people of the bank, and what they wrote about it',
      zh: '您向工作人员提交的说明及其审核意见',
    },
  ],
  keeps: [
    {
      what: {
        en: 'That you were seen to be there, and what people of the bank decided',
        zh: '您本人在场的核验记录及人工审核结果',
      },
      why: ANTI_MONEY_LAUNDERING,
    },
  ],
};
