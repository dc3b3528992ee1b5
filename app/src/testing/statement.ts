// A statement in its three forms, read into figures: the screen, the table of a spreadsheet, paper.

import { readFileSync } from 'node:fs';

import { openWallet } from './paying.ts';
import { saying, type Visitor } from './visitor.ts';

/** Goes from the wallet to the statement by way of the account. */
export async function openStatement(
  visitor: Visitor,
  look: (where: string) => Promise<void>,
): Promise<void> {
  const { page, words } = visitor;
  const { account, statement } = words.deposits;
  await openWallet(visitor);
  await page.getByRole('link', { name: saying(words.payments.account_ending) }).click();
  await page.getByRole('heading', { name: account, level: 1 }).waitFor();
  await look('account');
  await page.getByRole('link', { name: statement, exact: true }).click();
  await page.getByRole('heading', { name: statement, level: 1 }).waitFor();
  await page.getByText(words.deposits.end, { exact: true }).waitFor();
}

export type Line = { readonly amount: number; readonly balance: number };

/** What the screen says, in fen: opening, in, out, closing; and the movements, newest first. */
export async function readStatement({ page, words }: Visitor) {
  const main = page.getByRole('main');
  const sums = (await main.getByRole('definition').allInnerTexts()).map((sum) => fensOf(sum)[0]);
  const rows = main.getByRole('link').filter({ hasText: words.deposits.balance_after.trim() });
  const lines = (await rows.allInnerTexts()).map((row): Line => {
    const [amount = 0, , balance = 0] = fensOf(row);
    return { amount, balance };
  });
  return { sums, lines };
}

/** Presses a button that saves a file, and reads what was saved. */
export async function save({ page }: Visitor, button: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** The rows of a table file, below its headings, as texts. */
export function rowsOf(bytes: Buffer): { headings: string[]; rows: string[][] } {
  const [headings = [], ...rows] = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','));
  return { headings, rows };
}

/** Every amount of a text in fen; what goes out is below zero. */
function fensOf(text: string): number[] {
  return [...text.matchAll(/([+\u2212])?¥([\d,]+\.\d\d)/g)].map(([, sign, figure = '']) => {
    const fen = Number(figure.replaceAll(/[,.]/g, ''));
    return sign === '\u2212' ? -fen : fen;
  });
}
