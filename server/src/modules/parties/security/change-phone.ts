// Another phone number, by who is signed in: with the PIN, more than the PIN, and a code that was
// sent to the new phone. The old phone is told.

import type { Refusal } from '@sycee/kit';
import { publish, type Caller, type Tx } from '#platform';
import { endOtherSessions } from '../end-sessions.ts';
import { phoneChanged } from '../events.ts';
import type { PartyRecord } from '../party.ts';
import { parsePhone } from '../phone.ts';
import { showParty } from '../show-party.ts';
import { holdPartyByPhone } from '../store-parties.ts';
import { deletePhoneCodes } from '../store-privacy.ts';
import { usePhoneCode } from '../use-phone-code.ts';
import { beSure, unsureOf } from './be-sure.ts';
import { endEmptyParty } from './end-empty-party.ts';
import { refuse } from './refusals.ts';
import { updatePhone } from './store-standings.ts';
import { tellOwner } from './tell-owner.ts';

export type NewPhone = {
  readonly newPhone: string;
  readonly code: string;
  readonly token: string | undefined;
};

/**
 * Gives the caller another phone number and signs out everywhere else. Refuses `phone_invalid`,
 * `phone_same`, `phone_taken`, `frozen` and `step_up_invalid`; returns what `beSure` says, before
 * the code is looked at, and `code_wrong` and `code_expired`.
 */
export async function changePhone(
  tx: Tx,
  caller: Caller,
  { newPhone, code, token }: NewPhone,
): Promise<PartyRecord | Refusal> {
  const { partyId, sessionId } = caller;
  const phone = parsePhone(newPhone);
  const { phone: oldPhone } = await showParty(tx, partyId);
  if (phone === oldPhone) throw refuse('parties.phone_same');
  const doing = { deed: { action: 'phone_change', about: phone }, token } as const;
  const unsure = await unsureOf(tx, caller, doing);
  if (unsure !== undefined) return unsure;
  const wrong = await usePhoneCode(tx, { phone, code, purpose: 'phone_change' });
  if (wrong !== undefined) return wrong;
  await beSure(tx, caller, doing);
  const other = await holdPartyByPhone(tx, phone);
  if (other !== undefined && other.idNumber !== null) throw refuse('parties.phone_taken');
  // Who tried the new number first is the same person: both have shown a code sent to it.
  if (other !== undefined) await endEmptyParty(tx, other.id);
  await tellOwner(tx, partyId, { kind: 'phone_changed', toPhone: oldPhone });
  await updatePhone(tx, { partyId, phone, by: { sessionId } });
  await deletePhoneCodes(tx, oldPhone);
  await endOtherSessions(tx, caller);
  await publish(tx, phoneChanged(partyId, false));
  return showParty(tx, partyId);
}
