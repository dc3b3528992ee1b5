// A person's passkeys: added with the PIN, and on a new device with more than the PIN, so that a
// stolen session alone cannot make one that outlives it. The owner is told.

import { Refusal } from '@sycee/kit';
import { finishRegistration, removePasskey, startRegistration } from '#passkeys';
import type { Passkey, PasskeySite } from '#passkeys';
import { publish, type Caller, type Tx } from '#platform';
import { subjectOf } from '../biometric-subject.ts';
import { passkeysChanged } from '../events.ts';
import { maskPhone } from '../phone.ts';
import { showParty } from '../show-party.ts';
import { beSure, groundsToEnrol, settle } from './be-sure.ts';
import { tellOwner } from './tell-owner.ts';

type Started = Awaited<ReturnType<typeof startRegistration>>;

/**
 * Asks the caller's device for a passkey, which is allowed here, before the device makes one.
 * Refuses `frozen`, `step_up_invalid` and `passkeys.limit_reached`; returns that more is needed.
 */
export async function startPasskey(
  tx: Tx,
  site: PasskeySite,
  { caller, token }: { readonly caller: Caller; readonly token: string | undefined },
): Promise<Started | Refusal> {
  const doing = { deed: { action: 'passkey_add', about: '' }, token } as const;
  const grounds = await groundsToEnrol(tx, caller, doing);
  if (grounds instanceof Refusal) return grounds;
  const { phone } = await showParty(tx, caller.partyId);
  const { countsFrom } = grounds;
  const asked = { ...subjectOf(caller), userName: maskPhone(phone), countsFrom };
  const started = await startRegistration(tx, site, asked);
  await settle(tx, caller, doing, grounds);
  return started;
}

type NewPasskey = Pick<Parameters<typeof finishRegistration>[2], 'challengeId' | 'name' | 'answer'>;

/** Keeps the passkey that was made. Returns the refusals of the room of passkeys. */
export async function addPasskey(
  tx: Tx,
  site: PasskeySite,
  { caller, made }: { readonly caller: Caller; readonly made: NewPasskey },
): Promise<Passkey | Refusal> {
  const passkey = await finishRegistration(tx, site, { ...subjectOf(caller), ...made });
  if (passkey instanceof Refusal) return passkey;
  await publish(tx, passkeysChanged(caller.partyId, { passkey_id: passkey.id, state: 'added' }));
  await tellOwner(tx, caller.partyId, { kind: 'passkey_added', facts: { name: passkey.name } });
  return passkey;
}

/**
 * Takes one of the caller's passkeys away. Refuses `frozen`, `step_up_invalid` and
 * `passkeys.not_found`; returns that more is needed.
 */
export async function dropPasskey(
  tx: Tx,
  caller: Caller,
  { id, token }: { readonly id: Passkey['id']; readonly token: string | undefined },
): Promise<Refusal | undefined> {
  const doing = { deed: { action: 'passkey_removal', about: id }, token } as const;
  const unsure = await beSure(tx, caller, doing);
  if (unsure !== undefined) return unsure;
  const name = await removePasskey(tx, subjectOf(caller).subject, id);
  await publish(tx, passkeysChanged(caller.partyId, { passkey_id: id, state: 'removed' }));
  await tellOwner(tx, caller.partyId, { kind: 'passkey_removed', facts: { name } });
  return undefined;
}
