// The clock on the wire: everybody may read it; only a sandbox lets it be moved.

import { isoOf } from '@sycee/kit';
import { Type } from 'typebox';
import type { Tx } from '../database/transaction.ts';
import { route, type Route } from '../http/route.ts';
import { dateSchema, instantSchema } from '../http/schemas.ts';
import { advanceClock } from './business-clock.ts';
import { businessDate } from './business-date.ts';

const YEAR_SECONDS = 366 * 86_400;

const clockSchema = Type.Object(
  { now: instantSchema, business_date: dateSchema, movable: Type.Boolean() },
  { title: 'Clock' },
);

/** Routes of the clock; `advanceClock` is there only when the clock is movable. */
export function clockRoutes({ movable }: { movable: boolean }): Route[] {
  const view = async (tx: Tx, now = tx.now) => ({
    now: isoOf(now),
    business_date: await businessDate(tx),
    movable,
  });
  const read = route({
    method: 'GET',
    path: '/v1/clock',
    operation: 'getClock',
    tag: 'platform',
    summary: "The bank's moment and business date",
    access: 'public',
    reply: clockSchema,
    refusals: [],
    handle: (tx) => view(tx),
  });
  const advance = route({
    method: 'POST',
    path: '/v1/clock/advance',
    operation: 'advanceClock',
    tag: 'platform',
    summary: 'Move the clock of a sandbox forward; the end of day runs for every day passed',
    access: 'public',
    body: Type.Object({ seconds: Type.Integer({ minimum: 1, maximum: YEAR_SECONDS }) }),
    reply: clockSchema,
    refusals: [],
    handle: async (tx, { body }) => view(tx, await advanceClock(tx, body.seconds)),
  });
  return movable ? [read, advance] : [read];
}
