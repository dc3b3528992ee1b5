// Makes the file of a statement, for a spreadsheet or for paper.

import { partyById } from '#parties';
import { businessDate, type FileReply, type Locale, type Tx } from '#platform';
import type { DemandAccount } from './account.ts';
import { filePeriodOf, type AskedPeriod } from './period.ts';
import { readWholeStatement } from './read-statement.ts';
import { statementCsv } from './statement-csv.ts';
import { statementPdf } from './statement-pdf.ts';

export type FileFormat = 'csv' | 'pdf';

/**
 * The statement of an account as a file in a language. Refuses `period_invalid`, `period_too_long`
 * and `statement_too_large`.
 */
export async function exportStatement(
  tx: Tx,
  account: DemandAccount,
  { format, asked, locale }: { format: FileFormat; asked: AskedPeriod; locale: Locale },
): Promise<FileReply> {
  const period = filePeriodOf(asked, await businessDate(tx));
  const statement = await readWholeStatement(tx, account, period);
  const filename = `sycee-statement-${period.from}-${period.to}.${format}`;
  if (format === 'csv') {
    const bytes = Buffer.from(statementCsv(statement.lines, locale), 'utf8');
    return { contentType: 'text/csv; charset=utf-8', filename, bytes };
  }
  const holder = (await partyById(tx, account.partyId))?.name ?? '';
  const { number, accountClass } = account;
  const onPaper = { ...statement, holder, number, accountClass, issuedAt: tx.now };
  return {
    contentType: 'application/pdf',
    filename,
    bytes: await statementPdf(onPaper, locale),
  };
}
