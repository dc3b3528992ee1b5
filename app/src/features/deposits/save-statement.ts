// Saves a statement as a file on the device, in the language of the app.

import type { Account } from '@sycee/sdk';

import { bank } from '../../bank.ts';
import type { Language } from '../../preferences.ts';
import { saveFile } from '../../save-file.ts';
import type { Period } from './period.ts';

export type FileForm = 'pdf' | 'csv';

/** Fetches the file and hands it to the browser's downloads. */
export async function saveStatement(
  { id, number }: Account,
  { from, to }: Period,
  language: Language,
  form: FileForm,
): Promise<void> {
  const call = { params: { account_id: id }, query: { from, to, language } };
  const file = await (form === 'pdf'
    ? bank.downloadStatementPdf(call)
    : bank.downloadStatementCsv(call));
  saveFile(file, `sycee-${number.replaceAll(' ', '').slice(-4)}-${from}-${to}.${form}`);
}
