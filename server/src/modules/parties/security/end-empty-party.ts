// A party that never said who it was ends, because its phone turns out to be somebody else's.

import assert from 'node:assert/strict';
import { withdrawAllConsents } from '#consents';
import { businessDate, publish, type Tx } from '#platform';
import { forgetBiometrics } from '#biometrics';
import { uuidOf } from '@sycee/kit';
import { partyClosed, sessionsEnded } from '../events.ts';
import type { PartyId } from '../party.ts';
import { showParty } from '../show-party.ts';
import { blankDevices, closeParty } from '../store-privacy.ts';

/** Ends a party without identity: there is nothing the law wants kept of it. */
export async function endEmptyParty(tx: Tx, partyId: PartyId): Promise<void> {
  const { idNumber, pinSet } = await showParty(tx, partyId);
  assert(idNumber === null && !pinSet, `${partyId} is somebody`);
  await withdrawAllConsents(tx, partyId);
  await forgetBiometrics(tx, uuidOf(partyId));
  await blankDevices(tx, partyId);
  await closeParty(tx, partyId, await businessDate(tx));
  await publish(tx, sessionsEnded(partyId));
  await publish(tx, partyClosed(partyId));
}
