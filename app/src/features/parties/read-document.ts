// Sends the photo of an id card to the bank, and takes what was read from it as a suggestion.

import type { IdDocument } from '@sycee/sdk';

import { bank } from '../../bank.ts';
import { tidyIdNumber } from './id-number.ts';
import { identityDraft } from './identity-draft.ts';

/** Gives the photo of the front; answers whether anything could be read. */
export async function readDocument(front: string): Promise<boolean> {
  return suggest(await bank.takeIdDocument({ body: { front } }));
}

/** Takes over what was read from a photo that was sent before, perhaps on another device. */
export async function recallDocument(): Promise<boolean> {
  const { document } = await bank.showIdDocument();
  return document !== null && suggest(document);
}

function suggest({ suggestions: { name, id_number: number } }: IdDocument): boolean {
  const isRead = name !== null || number !== null;
  const idNumber = number === null ? '' : tidyIdNumber(number);
  if (isRead) identityDraft.set({ name: name ?? '', idNumber, isRead });
  return isRead;
}
