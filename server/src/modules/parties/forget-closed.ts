// The day comes when the bank must forget who somebody was who left years ago.

import type { EndOfDayJob } from '#platform';
import { forgetCases } from '#staff';
import { forgetClosed } from './store-privacy.ts';

const PORTION = 500;

/** Forgets names, id numbers and phones whose time of keeping is over, in portions. */
export const forgetClosedJob: EndOfDayJob = {
  name: 'parties.forget-closed',
  step: async (tx, date) => {
    const forgotten = await forgetClosed(tx, date, PORTION);
    await forgetCases(tx, forgotten);
    return forgotten.length < PORTION ? null : {};
  },
};
