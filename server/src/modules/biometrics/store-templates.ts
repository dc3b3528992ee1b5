// The SQL of templates, and of forgetting a subject.

import { isoOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { BiometricKind, Subject, Trait } from './subject.ts';

export type TemplateRow = {
  readonly model: string;
  readonly sealed: string;
  readonly enrolledAt: Instant;
  readonly updatedAt: Instant;
};

type NewTemplate = {
  readonly model: string;
  readonly sealed: string;
  /** Keeps the moment of the enrolment. */
  readonly isUpdate: boolean;
};

export async function readTemplate(tx: Tx, trait: Trait): Promise<TemplateRow | undefined> {
  const [row] = await tx.query<TemplateRow>(
    `select model, template_sealed as sealed, enrolled_at as "enrolledAt",
       updated_at as "updatedAt"
     from biometrics.templates where subject = $1 and kind = $2`,
    [trait.subject, trait.kind],
  );
  return row;
}

export type Enrolment = { readonly kind: BiometricKind; readonly enrolledAt: Instant };

/** What a subject is enrolled with, and since when. */
export async function readEnrolments(tx: Tx, subject: Subject): Promise<Enrolment[]> {
  return tx.query<Enrolment>(
    `select kind, enrolled_at as "enrolledAt" from biometrics.templates
     where subject = $1 order by kind`,
    [subject],
  );
}

export async function upsertTemplate(tx: Tx, trait: Trait, template: NewTemplate): Promise<void> {
  await tx.query(
    `insert into biometrics.templates as t
       (subject, kind, model, template_sealed, enrolled_at, updated_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (subject, kind) do update set
       model = excluded.model, template_sealed = excluded.template_sealed,
       enrolled_at = case when $6 then t.enrolled_at else excluded.enrolled_at end,
       updated_at = excluded.updated_at`,
    [trait.subject, trait.kind, template.model, template.sealed, isoOf(tx.now), template.isUpdate],
  );
}

/** Deletes what a subject is known by and what its samples looked like, and voids challenges. */
export async function deleteTraits(
  tx: Tx,
  subject: Subject,
  kinds: readonly BiometricKind[],
): Promise<void> {
  const values = [subject, kinds];
  await tx.query(`delete from biometrics.templates where subject = $1 and kind = any($2)`, values);
  await tx.query(
    `delete from biometrics.seen_samples where subject = $1 and kind = any($2)`,
    values,
  );
  await tx.query(
    `delete from biometrics.seen_looks l using biometrics.challenges c
     where l.challenge_id = c.id and l.subject = $1 and c.kind = any($2)`,
    values,
  );
  await tx.query(
    `update biometrics.challenges set answered_at = $3
     where subject = $1 and kind = any($2) and answered_at is null`,
    [...values, isoOf(tx.now)],
  );
}
