// Entries with what they carry, as they are shown: in answers, and on live connections.

import type { Static } from 'typebox';
import type { Tx } from '#platform';
import type { Entry } from './conversation.ts';
import { selectAttachments } from './store-attachments.ts';
import { entryView, type entrySchema } from './views.ts';

export type ShownEntry = Static<typeof entrySchema>;

/** Entries as they are shown, in order. */
export async function showEntries(tx: Tx, entries: readonly Entry[]): Promise<ShownEntry[]> {
  const ids = entries.flatMap(({ attachmentId }) => attachmentId ?? []);
  const attachments = await selectAttachments(tx, ids);
  return entries.map((entry) => entryView(entry, attachments));
}

/** One of them. */
export async function showEntry(tx: Tx, entry: Entry): Promise<ShownEntry> {
  const attachments = await selectAttachments(tx, [entry.attachmentId ?? []].flat());
  return entryView(entry, attachments);
}
