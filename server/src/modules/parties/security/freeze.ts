// Freezing everything: money stays, nothing about the account changes, and every other device is
// signed out. It takes no PIN, because who has lost a phone is in a hurry; ending it takes more.

import { addSeconds, isoOf, type Instant, type Refusal } from '@sycee/kit';
import { publish, type Caller, type Tx } from '#platform';
import { endOtherSessions } from '../end-sessions.ts';
import { accountFrozen } from '../events.ts';
import type { PartyId, PartyRecord } from '../party.ts';
import { showParty } from '../show-party.ts';
import { lockParty } from '../store-parties.ts';
import { voidPinProofs } from '../store-pins.ts';
import { beSure } from './be-sure.ts';
import { refuse } from './refusals.ts';
import { endFreeze, insertFreeze, type Freeze, type FreezeReason } from './store-freezes.ts';
import { tellOwner } from './tell-owner.ts';
import { waysOf } from './ways.ts';

/**
 * Holds what a party has until the commit, so that no payment is under way when it is frozen: the
 * rooms of money hand it in, because this room knows no accounts.
 */
export type HoldMoney = (tx: Tx, partyId: PartyId) => Promise<void>;

/** Who has nothing but the PIN may unfreeze by it, this long after freezing and signing in. */
const PIN_ALONE_SECONDS = 86_400;

/** Freezes the caller's account and signs out everywhere else; again, it changes nothing. */
export async function freeze(
  tx: Tx,
  holdMoney: HoldMoney,
  { caller, reason }: { readonly caller: Caller; readonly reason: FreezeReason },
): Promise<PartyRecord> {
  const { partyId, sessionId } = caller;
  await freezeParty(tx, holdMoney, { partyId, reason, sessionId });
  await endOtherSessions(tx, caller);
  return showParty(tx, partyId);
}

/** Freezes a party and tells its owner; a frozen one stays as it is. */
export async function freezeParty(tx: Tx, holdMoney: HoldMoney, asked: Freeze): Promise<void> {
  const { partyId } = asked;
  await holdMoney(tx, partyId);
  await lockParty(tx, partyId);
  if (!(await insertFreeze(tx, asked))) return;
  await voidPinProofs(tx, partyId);
  await publish(tx, accountFrozen(partyId, true));
  await tellOwner(tx, partyId, { kind: 'frozen' });
}

/**
 * Ends the freeze, which takes a step-up beside the PIN. Refuses `not_frozen`; returns what
 * `beSure` says. Who has no other way waits a day, and needs a session of a day.
 */
export async function unfreeze(
  tx: Tx,
  caller: Caller,
  token: string | undefined,
): Promise<PartyRecord | Refusal> {
  const { partyId, sessionId } = caller;
  await lockParty(tx, partyId);
  const { standing } = await showParty(tx, partyId);
  if (standing.frozenAt === null) throw refuse('parties.not_frozen');
  const pinFrom = addSeconds(later(standing.frozenAt, caller.signedInAt), PIN_ALONE_SECONDS);
  if (!(await isPinEnough(tx, caller, pinFrom))) {
    const refusal = await beSure(tx, caller, { deed: { action: 'unfreeze', about: '' }, token });
    if (refusal !== undefined) return orWhen(refusal, pinFrom);
  }
  await endFreeze(tx, partyId, sessionId);
  await publish(tx, accountFrozen(partyId, false));
  await tellOwner(tx, partyId, { kind: 'unfrozen' });
  return showParty(tx, partyId);
}

async function isPinEnough(tx: Tx, caller: Caller, from: Instant): Promise<boolean> {
  if (from > tx.now) return false;
  const { counting, nextFrom } = await waysOf(tx, caller);
  return counting.length === 0 && nextFrom === undefined;
}

/** Without any way, the answer says from when on the PIN is enough. */
function orWhen(refusal: Refusal, pinFrom: Instant): Refusal {
  if (refusal.code !== 'parties.step_up_unavailable') return refusal;
  const { retry_at: nextWay = isoOf(pinFrom) } = refusal.facts;
  return refuse('parties.step_up_unavailable', { ...refusal.facts, retry_at: nextWay });
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** Refuses `frozen` while the party is. */
export async function requireNotFrozen(tx: Tx, partyId: PartyId): Promise<void> {
  await lockParty(tx, partyId);
  const { standing } = await showParty(tx, partyId);
  if (standing.frozenAt !== null) throw refuse('parties.frozen');
}
