// Coming back without the old phone: who has signed in with a new number says who they are, and
// shows the face that the bank knows. Whoever asks learns one word, whether there is such a
// customer, whether the name is right, and whose face it was.

import { addSeconds, uuidOf, type Id, type Instant, type Refusal } from '@sycee/kit';
import { drawFacePrompts, isEnrolled, recogniseFace } from '#biometrics';
import type { FaceAnalysis, FacePrompt, FaceSettings } from '#biometrics';
import { businessDate, publish, type Caller, type Tx } from '#platform';
import { endAllSessions } from '../end-sessions.ts';
import { phoneChanged } from '../events.ts';
import { parseName } from '../name.ts';
import type { PartyId, PartyRecord } from '../party.ts';
import { refuse as refuseParties } from '../refusals.ts';
import { parseResidentId } from '../resident-id.ts';
import { ID_NUMBER_CONTEXT } from '../sealed-columns.ts';
import { holderOfIdNumber } from '../screening/store-twins.ts';
import { showParty } from '../show-party.ts';
import { openSession, type SignedIn } from '../sign-in.ts';
import { lockParties } from '../store-parties.ts';
import { voidPinProofs } from '../store-pins.ts';
import { selectLiveSessions } from '../store-sessions.ts';
import { coolOff } from './cool-off.ts';
import { endEmptyParty } from './end-empty-party.ts';
import { refuse } from './refusals.ts';
import { FACE_CALLS } from './settings.ts';
import {
  countCallsBy,
  countFailedCalls,
  insertFaceCall,
  isFaceCallOpen,
  takeFaceCall,
  updateFaceCall,
} from './store-face-calls.ts';
import { updatePhone } from './store-standings.ts';
import { tellOwner } from './tell-owner.ts';
import { doesCount } from './ways.ts';

export type RecoveryId = Id<'rcv'>;

export type StartedCall<Prefix extends string> = {
  readonly id: Id<Prefix>;
  readonly prompts: readonly FacePrompt[];
  readonly expiresAt: Instant;
};

/**
 * Begins a recovery by a party that has given no identity. Refuses `recovery_not_possible`,
 * `recovery_limit_reached`, `name_invalid` and `id_number_invalid`, none of which depends on the
 * customer who is meant.
 */
export async function startRecovery(
  tx: Tx,
  caller: Caller,
  said: { readonly name: string; readonly idNumber: string },
): Promise<StartedCall<'rcv'>> {
  const { partyId, sessionId } = caller;
  await lockParties(tx, [partyId]);
  await requireEmpty(tx, partyId);
  const name = parseName(said.name);
  const residentId = parseResidentId(said.idNumber, await businessDate(tx));
  if (residentId === undefined) throw refuseParties('parties.id_number_invalid');
  const since = addSeconds(tx.now, -FACE_CALLS.withinSeconds);
  if ((await countCallsBy(tx, partyId, since)) >= FACE_CALLS.recoveriesMax) {
    throw refuse('parties.recovery_limit_reached');
  }
  const target = await whoIs(tx, { name, idNumber: residentId.number });
  const { prompts, lifeSeconds } = drawFacePrompts(tx);
  const expiresAt = addSeconds(tx.now, lifeSeconds);
  const id = tx.newId('rcv');
  const by = { purpose: 'recovery', askedBy: partyId, sessionId } as const;
  await insertFaceCall(tx, { id: uuidOf(id), prompts, expiresAt, partyId: target, by });
  return { id, prompts, expiresAt };
}

async function requireEmpty(tx: Tx, partyId: PartyId): Promise<PartyRecord> {
  const party = await showParty(tx, partyId);
  if (party.idNumber !== null) throw refuse('parties.recovery_not_possible');
  return party;
}

/** The customer of a name and an id number whose face counts and may still be tried. */
async function whoIs(
  tx: Tx,
  said: { readonly name: string; readonly idNumber: string },
): Promise<PartyId | undefined> {
  const indexes = tx.secrets.blindIndexes(said.idNumber, ID_NUMBER_CONTEXT);
  const found = await holderOfIdNumber(tx, indexes);
  // The same questions are asked whether there is somebody or not, so that the time tells little.
  const partyId = found ?? tx.newId('party');
  const since = addSeconds(tx.now, -FACE_CALLS.withinSeconds);
  const hasFace = await isEnrolled(tx, { kind: 'face', subject: uuidOf(partyId) });
  const counts = await doesCount(tx, partyId, 'face');
  const failures = await countFailedCalls(tx, partyId, since);
  if (found === undefined || !hasFace || !counts) return undefined;
  const { name } = await showParty(tx, found);
  return name === said.name && failures < FACE_CALLS.failuresMax ? found : undefined;
}

/** Refuses `recovery_gone` before anybody looks at pictures. */
export async function prepareRecovery(tx: Tx, caller: Caller, id: RecoveryId): Promise<void> {
  const key = { id, purpose: 'recovery', sessionId: caller.sessionId } as const;
  if (!(await isFaceCallOpen(tx, key))) throw refuse('parties.recovery_gone');
}

export type Shown = { readonly analysis: FaceAnalysis; readonly settings: FaceSettings };

/**
 * Gives the phone of the caller to the customer whose face was shown, and a session there; the
 * caller's own party ends. Returns `recovery_gone`, what the person can do better, and
 * `recovery_not_confirmed`, so that the try stays counted.
 */
export async function answerRecovery(
  tx: Tx,
  { caller, id }: { readonly caller: Caller; readonly id: RecoveryId },
  { analysis, settings }: Shown,
): Promise<SignedIn | Refusal> {
  const key = { id, purpose: 'recovery', sessionId: caller.sessionId } as const;
  const call = await takeFaceCall(tx, key);
  if (call === undefined) return refuse('parties.recovery_gone');
  const { prompts, createdAt, partyId: target } = call;
  const subject = target && uuidOf(target);
  const question = { subject, prompts, openMs: tx.now - createdAt, analysis };
  const { reasons, advice } = await recogniseFace(tx, question, settings);
  await updateFaceCall(tx, call.id, reasons);
  if (advice !== undefined) return advice;
  if (reasons.length > 0 || target === undefined) {
    return refuse('parties.recovery_not_confirmed');
  }
  return moveTo(tx, { caller, target, recoveryId: call.id });
}

type Move = { readonly caller: Caller; readonly target: PartyId; readonly recoveryId: string };

async function moveTo(tx: Tx, { caller, target, recoveryId }: Move): Promise<SignedIn> {
  await lockParties(tx, [caller.partyId, target]);
  const { phone } = await requireEmpty(tx, caller.partyId);
  const before = await showParty(tx, target);
  const device = await deviceOf(tx, caller);
  await tellOwner(tx, target, { kind: 'recovered', toPhone: before.phone });
  await endEmptyParty(tx, caller.partyId);
  await updatePhone(tx, { partyId: target, phone, by: { recoveryId } });
  await endAllSessions(tx, target);
  await voidPinProofs(tx, target);
  await coolOff(tx, target);
  await publish(tx, phoneChanged(target, true));
  return { party: await showParty(tx, target), ...(await openSession(tx, target, device)) };
}

/** The device that asks; it goes on under the customer it belongs to. */
async function deviceOf(tx: Tx, { partyId, sessionId }: Caller) {
  const sessions = await selectLiveSessions(tx, partyId);
  const here = sessions.find(({ id }) => id === sessionId);
  return { deviceName: here?.deviceName ?? '-', platform: here?.platform ?? 'web' };
}
