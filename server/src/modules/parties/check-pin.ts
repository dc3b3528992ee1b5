// The one place where a PIN is compared. Guesses of one party come one by one, because its row is
// locked; while a lock lasts nothing is compared at all, so the answer cannot depend on the PIN.

import { addSeconds, isoOf, secondsUntil, type Instant, type Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from './party.ts';
import { hashPin, isPin, isUnsealed } from './pin-hash.ts';
import { lockPin, updatePinForm, updatePinTries } from './store-pins.ts';
import { refuse } from './refusals.ts';
import { PIN } from './settings.ts';

/**
 * Compares a PIN with the party's and counts: five wrong ones lock it for 15 minutes, the next five
 * for 30, up to a day; a right one forgets them. Answers undefined when it is right. A caller must
 * return the refusal, not throw it, so that the count stays. Throws `pin_needed` without a PIN.
 */
export async function checkPin(
  tx: Tx,
  partyId: PartyId,
  given: string,
): Promise<Refusal | undefined> {
  const pin = await lockPin(tx, partyId);
  if (pin === undefined) throw refuse('parties.pin_needed');
  if (pin.locked_until !== null && pin.locked_until > tx.now) return locked(tx, pin.locked_until);

  if (await isPin(tx, partyId, given, pin.hash_sealed)) {
    if (isUnsealed(pin.hash_sealed)) {
      await updatePinForm(tx, partyId, await hashPin(tx, partyId, given));
    }
    await updatePinTries(tx, partyId, { failures: 0, locks: 0, lockedUntil: null });
    return undefined;
  }
  const failures = pin.failures + 1;
  if (failures < PIN.tries) {
    await updatePinTries(tx, partyId, { failures, locks: pin.locks, lockedUntil: null });
    return refuse('parties.pin_wrong', { tries_left: PIN.tries - failures });
  }
  const lockedUntil = addSeconds(tx.now, lockSeconds(pin.locks));
  await updatePinTries(tx, partyId, { failures: 0, locks: pin.locks + 1, lockedUntil });
  return locked(tx, lockedUntil);
}

function lockSeconds(locksBefore: number): number {
  return Math.min(PIN.firstLockSeconds * 2 ** Math.min(locksBefore, 20), PIN.longestLockSeconds);
}

function locked(tx: Tx, until: Instant): Refusal {
  const minutes = Math.ceil(secondsUntil(tx.now, until) / 60);
  return refuse('parties.pin_locked', { retry_at: isoOf(until), minutes });
}
