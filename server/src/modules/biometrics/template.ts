// Templates: what a face or voice is known by. They are sealed for their subject, so that a row
// copied to another subject, or read without the server's key, is worth nothing.

import type { Tx } from '#platform';
import { templateContext } from './sealed-columns.ts';
import {
  readEnrolments,
  readTemplate,
  upsertTemplate,
  type Enrolment,
  type TemplateRow,
} from './store-templates.ts';
import type { Subject, Trait } from './subject.ts';

export type Template<Content> = Omit<TemplateRow, 'sealed'> & { readonly content: Content };

/** Keeps what a subject is known by from now on; a new enrolment takes the place of the old. */
export async function keepTemplate(
  tx: Tx,
  trait: Trait,
  template: { readonly model: string; readonly content: object; readonly isUpdate?: boolean },
): Promise<void> {
  const { model, content, isUpdate = false } = template;
  const sealed = tx.secrets.seal(JSON.stringify(content), templateContext(trait));
  await upsertTemplate(tx, trait, { model, sealed, isUpdate });
}

/** What a subject is known by; undefined when nothing is enrolled. */
export async function templateOf<Content>(
  tx: Tx,
  trait: Trait,
): Promise<Template<Content> | undefined> {
  const row = await readTemplate(tx, trait);
  if (row === undefined) return undefined;
  const { sealed, ...rest } = row;
  return {
    ...rest,
    content: JSON.parse(tx.secrets.open(sealed, templateContext(trait))) as Content,
  };
}

/** Whether a subject is enrolled. */
export async function isEnrolled(tx: Tx, trait: Trait): Promise<boolean> {
  return (await readTemplate(tx, trait)) !== undefined;
}

/** What a subject is enrolled with, and since when. */
export async function enrolmentsOf(tx: Tx, subject: Subject): Promise<Enrolment[]> {
  return readEnrolments(tx, subject);
}
