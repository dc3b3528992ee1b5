// When the steps of the story happen, in instants: counted back from the moment it ends.

import { addDays, addSeconds, businessDateAt, instant, startOf, type Instant } from '@sycee/kit';

import type { When } from './story.ts';

export const BEIJING_OFFSET_MINUTES = 480;

/** The moment of a step in a story that ends at the given one. */
export function momentOf(when: When, endsAt: Instant): Instant {
  if ('minutesAgo' in when) return addSeconds(endsAt, -60 * when.minutesAgo);
  const [hours = 0, minutes = 0] = when.time.split(':').map(Number);
  const day = addDays(businessDateAt(endsAt, BEIJING_OFFSET_MINUTES), -when.daysAgo);
  return instant(startOf(day, BEIJING_OFFSET_MINUTES) + (hours * 60 + minutes) * 60_000);
}
