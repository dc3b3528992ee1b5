// The SQL of challenges.

import { isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Challenge, ChallengeKey, Purpose } from './challenge.ts';
import type { BiometricKind } from './subject.ts';

type Found = Challenge & { readonly isAnswered: boolean };

type Row = {
  readonly id: string;
  readonly kind: BiometricKind;
  readonly subject: string;
  readonly session_id: string;
  readonly purpose: Purpose;
  readonly prompts: string[];
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly is_answered: boolean;
};

/** Writes a challenge and voids those still open of the same trait. */
export async function insertChallenge(tx: Tx, asked: Omit<Challenge, 'id'>): Promise<Challenge> {
  const id = uuidOf(tx.newId('chal'));
  await tx.query(
    `update biometrics.challenges set answered_at = $3
     where subject = $1 and kind = $2 and answered_at is null`,
    [asked.subject, asked.kind, isoOf(tx.now)],
  );
  await tx.query(
    `insert into biometrics.challenges
       (id, kind, subject, session_id, purpose, prompts, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      asked.kind,
      asked.subject,
      asked.sessionId,
      asked.purpose,
      asked.prompts,
      isoOf(asked.createdAt),
      isoOf(asked.expiresAt),
    ],
  );
  return { ...asked, id };
}

/** A challenge of this subject and session, answered or not. */
export async function readChallenge(tx: Tx, key: ChallengeKey): Promise<Found | undefined> {
  const [row] = await tx.query<Row>(
    `select id, kind, subject, session_id, purpose, prompts, created_at, expires_at,
       answered_at is not null as is_answered
     from biometrics.challenges
     where id = $1 and kind = $2 and subject = $3 and session_id = $4`,
    [key.challengeId, key.kind, key.subject, key.sessionId],
  );
  return row && foundOf(row);
}

/** The same, marked as answered from now on; says whether it was before. */
export async function lockChallenge(tx: Tx, key: ChallengeKey): Promise<Found | undefined> {
  const [row] = await tx.query<Row>(
    `with before as (
       select id, answered_at from biometrics.challenges
       where id = $1 and kind = $2 and subject = $3 and session_id = $4 for update
     )
     update biometrics.challenges c set answered_at = coalesce(c.answered_at, $5)
     from before where c.id = before.id
     returning c.id, c.kind, c.subject, c.session_id, c.purpose, c.prompts, c.created_at,
       c.expires_at, before.answered_at is not null as is_answered`,
    [key.challengeId, key.kind, key.subject, key.sessionId, isoOf(tx.now)],
  );
  return row && foundOf(row);
}

function foundOf(row: Row): Found {
  const { session_id, created_at, expires_at, is_answered, ...same } = row;
  return {
    ...same,
    sessionId: session_id,
    createdAt: created_at,
    expiresAt: expires_at,
    isAnswered: is_answered,
  };
}
