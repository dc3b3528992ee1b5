// A consent that was taken back has effect: what the bank knew the person's face or voice by is
// gone a moment later. A new consent means a new enrolment, also when it came quickly.

import { uuidOf } from '@sycee/kit';
import { forgetBiometrics } from '#biometrics';
import { CONSENT_WITHDRAWN, type ConsentNews, type Purpose } from '#consents';
import type { Subscriber } from '#platform';

const KINDS: Partial<Record<Purpose, 'face' | 'voice'>> = {
  biometrics_face: 'face',
  biometrics_voice: 'voice',
};

/** Deletes the template of the kind whose consent was taken back. */
export const forgetOnWithdrawal: Subscriber = {
  name: 'parties.forget-on-withdrawal',
  topics: [CONSENT_WITHDRAWN],
  handle: async (tx, event) => {
    const news = event.payload as ConsentNews;
    const kind = KINDS[news.purpose];
    if (kind !== undefined) await forgetBiometrics(tx, uuidOf(news.party_id), [kind]);
  },
};
