// The day comes when the bank must forget who somebody was who left years ago.

import type { EndOfDayJob } from '#platform';
import { forgetClosed } from './store-privacy.ts';

const PORTION = 500;

/** Forgets names, id numbers and phones whose time of keeping is over, in portions. */
export const forgetClosedJob: EndOfDayJob = {
  name: 'parties.forget-closed',
  step: async (tx, date) => ((await forgetClosed(tx, date, PORTION)) < PORTION ? null : {}),
};
