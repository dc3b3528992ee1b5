// A person's passkeys: added with the PIN and shown to the owner, so that a stolen session alone
// cannot make one that outlives it.

import type { Refusal } from '@sycee/kit';
import {
  finishRegistration,
  removePasskey,
  startRegistration,
  type Passkey,
  type PasskeySite,
} from '#passkeys';
import { publish, type Caller, type Tx } from '#platform';
import { subjectOf } from '../biometric-subject.ts';
import { passkeysChanged } from '../events.ts';
import { maskPhone } from '../phone.ts';
import { showParty } from '../show-party.ts';

/** Asks the caller's device for a passkey. Refuses `passkeys.limit_reached`. */
export async function startPasskey(
  tx: Tx,
  site: PasskeySite,
  caller: Caller,
): ReturnType<typeof startRegistration> {
  const { phone } = await showParty(tx, caller.partyId);
  const userName = maskPhone(phone);
  return startRegistration(tx, site, { ...subjectOf(caller), userName, countsFrom: tx.now });
}

type NewPasskey = Pick<Parameters<typeof finishRegistration>[2], 'challengeId' | 'name' | 'answer'>;

/** Keeps the passkey that was made. Returns the refusals of the room of passkeys. */
export async function addPasskey(
  tx: Tx,
  site: PasskeySite,
  { caller, made }: { readonly caller: Caller; readonly made: NewPasskey },
): Promise<Passkey | Refusal> {
  const passkey = await finishRegistration(tx, site, { ...subjectOf(caller), ...made });
  if ('id' in passkey) {
    await publish(tx, passkeysChanged(caller.partyId, { passkey_id: passkey.id, state: 'added' }));
  }
  return passkey;
}

/** Takes one of the caller's passkeys away. Refuses `passkeys.not_found`. */
export async function dropPasskey(tx: Tx, caller: Caller, id: Passkey['id']): Promise<undefined> {
  await removePasskey(tx, subjectOf(caller).subject, id);
  await publish(tx, passkeysChanged(caller.partyId, { passkey_id: id, state: 'removed' }));
  return undefined;
}
