// The bank's business clock, moved forward as the story goes on.

import { businessDateAt, parseInstant, type Instant } from '@sycee/kit';
import type { Bank } from '@sycee/sdk';

import { until } from './outside.ts';
import { BEIJING_OFFSET_MINUTES } from './story-time.ts';

/** The bank's moment. Raises when its clock cannot be moved. */
export async function bankNow(bank: Bank): Promise<Instant> {
  const { now, movable } = await bank.getClock();
  if (!movable) throw new Error('the clock of this bank cannot be moved: no story can be told');
  return parseInstant(now);
}

/** Moves the clock to a moment, unless it is past it, and waits until the days before are over. */
export async function moveTo(bank: Bank, moment: Instant): Promise<void> {
  const seconds = Math.ceil((moment - (await bankNow(bank))) / 1000);
  if (seconds < 1) return;
  const today = businessDateAt(moment, BEIJING_OFFSET_MINUTES);
  await bank.advanceClock({ body: { seconds } });
  await until(async () => {
    const { business_date } = await bank.getClock();
    return business_date >= today ? business_date : undefined;
  });
}
