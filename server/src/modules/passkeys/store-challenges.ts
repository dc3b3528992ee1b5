// The SQL of challenges and of the decisions on their answers.

import { idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PasskeyId, Who } from './passkey.ts';

export type ChallengeId = Id<'pkc'>;
export type Purpose = 'register' | 'confirm';

export type Challenge = Who & {
  readonly id: ChallengeId;
  readonly purpose: Purpose;
  /** What a confirmation is for; nothing else can be done with it. */
  readonly about: string;
  /** What the authenticator signs, in base64url. */
  readonly challenge: string;
  readonly countsFrom: Instant | null;
  readonly expiresAt: Instant;
};

export async function insertChallenge(tx: Tx, challenge: Challenge): Promise<void> {
  await tx.query(
    `insert into passkeys.challenges (id, subject, session_id, purpose, about, challenge,
       counts_from, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidOf(challenge.id),
      challenge.subject,
      challenge.sessionId,
      challenge.purpose,
      challenge.about,
      challenge.challenge,
      challenge.countsFrom === null ? null : isoOf(challenge.countsFrom),
      isoOf(tx.now),
      isoOf(challenge.expiresAt),
    ],
  );
}

/** Which challenge is meant; another subject's, session's or purpose's is not found. */
export type ChallengeKey = Pick<Challenge, 'id' | 'subject' | 'sessionId' | 'purpose' | 'about'>;

/** Takes an open challenge, so that no other answer can; undefined when there is none. */
export async function takeChallenge(tx: Tx, key: ChallengeKey): Promise<Challenge | undefined> {
  const [row] = await tx.query<{
    challenge: string;
    counts_from: Instant | null;
    expires_at: Instant;
  }>(
    `update passkeys.challenges set answered_at = $6
     where id = $1 and subject = $2 and session_id = $3 and purpose = $4 and about = $5
       and answered_at is null and expires_at > $6
     returning challenge, counts_from, expires_at`,
    [uuidOf(key.id), key.subject, key.sessionId, key.purpose, key.about, isoOf(tx.now)],
  );
  if (row === undefined) return undefined;
  const { challenge, counts_from: countsFrom, expires_at: expiresAt } = row;
  return { ...key, challenge, countsFrom, expiresAt };
}

/** Writes what was decided on an answer; no reason: it is accepted. */
export async function insertDecision(
  tx: Tx,
  challenge: Challenge,
  decision: { readonly passkeyId: PasskeyId | undefined; readonly reasons: readonly string[] },
): Promise<void> {
  const { passkeyId, reasons } = decision;
  await tx.query(
    `insert into passkeys.decisions (id, subject, session_id, challenge_id, passkey_id, purpose,
       outcome, reasons, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidOf(tx.newId('pkd')),
      challenge.subject,
      challenge.sessionId,
      uuidOf(challenge.id),
      passkeyId === undefined ? null : uuidOf(passkeyId),
      challenge.purpose,
      reasons.length === 0 ? 'accepted' : 'refused',
      reasons,
      isoOf(tx.now),
    ],
  );
}

export type KnownDecision = {
  readonly passkeyId: PasskeyId | null;
  readonly purpose: Purpose;
  readonly outcome: 'accepted' | 'refused';
  readonly decidedAt: Instant;
};

/** What was decided about a subject's passkeys, newest first. */
export async function selectDecisions(tx: Tx, subject: string): Promise<KnownDecision[]> {
  const rows = await tx.query<Omit<KnownDecision, 'passkeyId'> & { passkey_id: string | null }>(
    `select passkey_id, purpose, outcome, decided_at as "decidedAt" from passkeys.decisions
     where subject = $1 order by decided_at desc, id desc`,
    [subject],
  );
  return rows.map(({ passkey_id: id, ...rest }) => ({
    ...rest,
    passkeyId: id === null ? null : idOf('pkey', id),
  }));
}
