// Cooling off: for a day after somebody came back without the old phone, or with a new PIN on a new
// device, little leaves the account, so that its owner has time to object.

import { addSeconds, decimalOf, cny, isoOf, minor, type Instant, type Refusal } from '@sycee/kit';
import { businessDate, type Tx } from '#platform';
import type { PartyId, Standing } from '../party.ts';
import { refuse } from './refusals.ts';
import { selectCoolingTerms, updateCooling } from './store-standings.ts';

/** Lets a party cool off from now on, for as long as the terms of the day say. */
export async function coolOff(tx: Tx, partyId: PartyId): Promise<void> {
  const { seconds } = await selectCoolingTerms(tx, await businessDate(tx));
  if (seconds > 0) await updateCooling(tx, partyId, addSeconds(tx.now, seconds));
}

/** Since and until when a party is cooling off at a moment; undefined when it is not. */
export function coolingAt(
  { coolingSince, coolingUntil }: Standing,
  now: Instant,
): { readonly since: Instant; readonly until: Instant } | undefined {
  if (coolingSince === null || coolingUntil === null || coolingUntil <= now) return undefined;
  return { since: coolingSince, until: coolingUntil };
}

/** What may leave an account all in all while it is cooling off today, in minor units. */
export async function coolingMaxMinor(tx: Tx): Promise<bigint> {
  return (await selectCoolingTerms(tx, await businessDate(tx))).outgoingMaxMinor;
}

/** The refusal of more than what is left while an account cools off. */
export function coolingRefusal(until: Instant, leftMinor: bigint): Refusal {
  const left = leftMinor > 0n ? leftMinor : 0n;
  return refuse('parties.cooling_off', {
    until: isoOf(until),
    left: decimalOf(cny(minor(left))),
    left_minor: left.toString(),
  });
}
