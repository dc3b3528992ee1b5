// The SQL of decisions and of the samples they were made from.

import { isoOf, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Challenge } from './challenge.ts';
import type { Verdict } from './answer.ts';
import type { Subject, Trait } from './subject.ts';

/** Writes what was decided on a challenge. */
export async function insertDecision(
  tx: Tx,
  challenge: Challenge,
  verdict: Verdict,
): Promise<void> {
  await tx.query(
    `insert into biometrics.decisions
       (id, kind, subject, session_id, challenge_id, purpose, outcome, reasons, scores,
        thresholds, model, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      uuidOf(tx.newId('dec')),
      challenge.kind,
      challenge.subject,
      challenge.sessionId,
      challenge.id,
      challenge.purpose,
      verdict.reasons.length === 0 ? 'accepted' : 'refused',
      verdict.reasons,
      JSON.stringify(verdict.scores),
      JSON.stringify(verdict.thresholds),
      verdict.model,
      isoOf(tx.now),
    ],
  );
}

/** Remembers hashes of samples, in their order; answers how many were not known. */
export async function insertSeenSamples(
  tx: Tx,
  { kind, subject }: Trait,
  hashes: readonly Buffer[],
): Promise<number> {
  const rows = await tx.query(
    `insert into biometrics.seen_samples (kind, sample_hash, subject, seen_at)
     select $1, hash, $2, $4 from unnest($3::bytea[]) with ordinality as given(hash, place)
     order by place
     on conflict do nothing returning 1`,
    [kind, subject, hashes, isoOf(tx.now)],
  );
  return rows.length;
}

/** The latest answers' looks of a subject, sealed, newest first. */
export async function readLooks(
  tx: Tx,
  subject: Subject,
  limit: number,
): Promise<{ challenge_id: string; looks_sealed: string }[]> {
  return tx.query(
    `select challenge_id, looks_sealed from biometrics.seen_looks
     where subject = $1 order by seen_at desc, challenge_id limit $2`,
    [subject, limit],
  );
}

export async function insertLooks(tx: Tx, challenge: Challenge, sealed: string): Promise<void> {
  await tx.query(
    `insert into biometrics.seen_looks (challenge_id, subject, looks_sealed, seen_at)
     values ($1, $2, $3, $4)`,
    [challenge.id, challenge.subject, sealed, isoOf(tx.now)],
  );
}
