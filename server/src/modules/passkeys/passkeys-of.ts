// A subject's passkeys: shown, taken away, forgotten.

import type { Tx } from '#platform';
import type { Passkey, PasskeyId, Subject } from './passkey.ts';
import { refuse } from './refusals.ts';
import { selectDecisions, type KnownDecision } from './store-challenges.ts';
import { blankPasskeys, removePasskeyRow, selectPasskeys } from './store-passkeys.ts';

/** The passkeys of a subject, newest first. */
export async function passkeysOf(tx: Tx, subject: Subject): Promise<Passkey[]> {
  const stored = await selectPasskeys(tx, subject);
  return stored.map(({ id, name, isSynced, addedAt, countsFrom, lastUsedAt, suspendedAt }) => ({
    id,
    name,
    isSynced,
    addedAt,
    countsFrom,
    lastUsedAt,
    suspendedAt,
  }));
}

/** Takes a passkey away and answers its name. Refuses `not_found`, also for another's. */
export async function removePasskey(tx: Tx, subject: Subject, id: PasskeyId): Promise<string> {
  const name = await removePasskeyRow(tx, subject, id);
  if (name === undefined) throw refuse('passkeys.not_found');
  return name;
}

/** Forgets a subject's passkeys; that they were used, and when, stays. */
export async function forgetPasskeys(tx: Tx, subject: Subject): Promise<void> {
  await blankPasskeys(tx, subject);
}

/** What was decided about a subject's passkeys, newest first: for the subject's own eyes. */
export async function passkeyDecisions(tx: Tx, subject: Subject): Promise<KnownDecision[]> {
  return selectDecisions(tx, subject);
}
