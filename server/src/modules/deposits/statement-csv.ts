// A statement as a table for spreadsheets: RFC 4180 with a byte order mark, so that Excel reads the
// Chinese, and with every text that a spreadsheet would run as a formula made harmless.

import { cny, decimalOf } from '@sycee/kit';
import type { Locale } from '#platform';
import type { StatementLine } from './read-statement.ts';
import { counterpartyOf, WORDS, wallClock } from './wording.ts';

/** The file's text; a line for each movement, oldest first, below a line of headings. */
export function statementCsv(lines: readonly StatementLine[], locale: Locale): string {
  const words = WORDS[locale];
  const heading = [
    words.date,
    words.time,
    words.type,
    words.counterparty,
    words.note,
    words.in,
    words.out,
    words.balance,
    words.currency,
    words.order,
  ];
  const rows = lines.map((line) => row(line, locale));
  return `\uFEFF${[heading, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

function row(line: StatementLine, locale: Locale): string[] {
  const { date, time } = wallClock(line.at);
  const amount = decimalOf(cny(line.amountMinor));
  return [
    date,
    time,
    text(WORDS[locale][line.movement?.kind ?? 'other']),
    text(counterpartyOf(line.movement, locale) ?? ''),
    text(line.movement?.note ?? ''),
    line.direction === 'in' ? amount : '',
    line.direction === 'out' ? amount : '',
    decimalOf(cny(line.balanceAfterMinor)),
    'CNY',
    text(line.movement?.orderId ?? ''),
  ];
}

/** Spreadsheets run cells that begin so, also after spaces and in full width (OWASP). */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@\t\r\n|%＝＋－＠]/;

function text(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
