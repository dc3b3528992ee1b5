// Freezing without signing in: whoever names a phone and shows the face of its owner. Nobody learns
// whether the phone is a customer's, nor whether the face was; the owner does.

import { addSeconds, uuidOf, type Id } from '@sycee/kit';
import { drawFacePrompts, isEnrolled, recogniseFace } from '#biometrics';
import type { Tx } from '#platform';
import { endAllSessions } from '../end-sessions.ts';
import { parsePhone } from '../phone.ts';
import { phoneIndex, phoneIndexes, selectPartyByPhone } from '../store-parties.ts';
import { freezeParty, type HoldMoney } from './freeze.ts';
import type { Shown, StartedCall } from './recover.ts';
import { refuse } from './refusals.ts';
import { FACE_CALLS } from './settings.ts';
import {
  countCallsForPhone,
  insertFaceCall,
  isFaceCallOpen,
  takeFaceCall,
  updateFaceCall,
} from './store-face-calls.ts';

/** Asks for movements. Refuses `phone_invalid`, `freeze_limit_reached`, alike for every phone. */
export async function startFreezeCall(tx: Tx, phoneText: string): Promise<StartedCall<'frz'>> {
  const phone = parsePhone(phoneText);
  const since = addSeconds(tx.now, -FACE_CALLS.withinSeconds);
  if ((await countCallsForPhone(tx, phoneIndexes(tx, phone), since)) >= FACE_CALLS.freezesMax) {
    throw refuse('parties.freeze_limit_reached');
  }
  const party = await selectPartyByPhone(tx, phone);
  const subject = uuidOf(party?.id ?? tx.newId('party'));
  const hasFace = await isEnrolled(tx, { kind: 'face', subject });
  const { prompts, lifeSeconds } = drawFacePrompts(tx);
  const expiresAt = addSeconds(tx.now, lifeSeconds);
  const id = tx.newId('frz');
  const by = { purpose: 'freeze', phoneIndex: phoneIndex(tx, phone) } as const;
  const partyId = hasFace ? party?.id : undefined;
  await insertFaceCall(tx, { id: uuidOf(id), prompts, expiresAt, partyId, by });
  return { id, prompts, expiresAt };
}

/** Refuses `freeze_challenge_gone` before anybody looks at pictures. */
export async function prepareFreezeCall(tx: Tx, id: Id<'frz'>): Promise<void> {
  if (!(await isFaceCallOpen(tx, { id, purpose: 'freeze' }))) {
    throw refuse('parties.freeze_challenge_gone');
  }
}

/**
 * Freezes the account when it was its owner's face, and signs out everywhere. Refuses
 * `freeze_challenge_gone`; else it answers nothing, whatever it was.
 */
export async function answerFreezeCall(
  tx: Tx,
  { id, holdMoney }: { readonly id: Id<'frz'>; readonly holdMoney: HoldMoney },
  { analysis, settings }: Shown,
): Promise<void> {
  const call = await takeFaceCall(tx, { id, purpose: 'freeze' });
  if (call === undefined) throw refuse('parties.freeze_challenge_gone');
  const { prompts, createdAt, partyId } = call;
  const subject = partyId && uuidOf(partyId);
  const question = { subject, prompts, openMs: tx.now - createdAt, analysis };
  const { reasons } = await recogniseFace(tx, question, settings);
  await updateFaceCall(tx, call.id, reasons);
  if (reasons.length > 0 || partyId === undefined) return;
  await freezeParty(tx, holdMoney, { partyId, reason: 'lost_device', sessionId: undefined });
  await endAllSessions(tx, partyId);
}
