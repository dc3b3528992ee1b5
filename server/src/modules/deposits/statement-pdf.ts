// A statement on paper: A4, the holder and the sums on top, a table that goes on over the pages.

import PdfPaper from 'pdfkit';
import { cny, decimalOf, fillText, type Instant } from '@sycee/kit';
import type { Locale } from '#platform';
import { groupedNumber } from './account-number.ts';
import type { AccountClass, Period } from './account.ts';
import type { StatementLine, StatementTotals } from './read-statement.ts';
import { statementFonts } from './statement-font.ts';
import { counterpartyOf, WORDS, wallClock, type Words } from './wording.ts';

export type StatementOnPaper = StatementTotals & {
  readonly period: Period;
  /** Oldest first. */
  readonly lines: readonly StatementLine[];
  readonly holder: string;
  readonly number: string;
  readonly accountClass: AccountClass;
  readonly issuedAt: Instant;
};

type Paper = InstanceType<typeof PdfPaper>;

const INK = '#111111';
const QUIET = '#5B6661';
const BRAND = '#0A7D44';
const LINE = '#DDE3E0';
const WASH = '#F4F6F5';

const LEFT = 44;
const RIGHT = 551;
const BOTTOM = 778;
const WIDTH = RIGHT - LEFT;

/** Left edge and width of the table's columns; amounts are set to the right of theirs. */
const COLUMNS = {
  date: { x: LEFT + 8, width: 62 },
  type: { x: LEFT + 76, width: 74 },
  words: { x: LEFT + 154, width: 170 },
  amount: { x: LEFT + 328, width: 84 },
  balance: { x: LEFT + 414, width: 85 },
} as const;

const ROW_HEIGHT = 32;
const NOTE_SIZE = 7.5;
const NOTE_LINE = 11;
const NOTE_LINES_MAX = 3;

/** The PDF file; the fonts it embeds hold only the characters it shows. */
export async function statementPdf(
  statement: StatementOnPaper,
  locale: Locale,
): Promise<Uint8Array> {
  const fonts = await statementFonts();
  const words = WORDS[locale];
  const paper = new PdfPaper({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: locale === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: `Sycee ${words.title}`, Author: 'Sycee', Subject: statement.number },
  });
  paper.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  drawMasthead(paper, words);
  drawHolder(paper, statement, words, locale);
  drawSums(paper, statement, words);
  drawTable(paper, statement, locale);
  drawFeet(paper, words);
  return bytesOf(paper);
}

function drawMasthead(paper: Paper, words: Words): void {
  drawIngot(paper, LEFT, 46);
  write(paper, 'Sycee', { x: LEFT + 42, y: 44, font: 'bold', size: 20, color: BRAND });
  const title = { x: RIGHT - 300, y: 48, width: 300, align: 'right', size: 15 } as const;
  write(paper, words.title, { ...title, font: 'bold' });
  rule(paper, 82, BRAND, 1.2);
}

/** The bank's mark: a boat-shaped ingot, the sycee. */
function drawIngot(paper: Paper, x: number, y: number): void {
  paper
    .path(
      `M ${x} ${y + 6} C ${x + 4} ${y + 12} ${x + 9} ${y + 13} ${x + 11} ${y + 10} ` +
        `C ${x + 13} ${y + 3} ${x + 21} ${y + 3} ${x + 23} ${y + 10} ` +
        `C ${x + 25} ${y + 13} ${x + 30} ${y + 12} ${x + 34} ${y + 6} ` +
        `C ${x + 33} ${y + 16} ${x + 27} ${y + 22} ${x + 17} ${y + 22} ` +
        `C ${x + 7} ${y + 22} ${x + 1} ${y + 16} ${x} ${y + 6} Z`,
    )
    .fill(BRAND);
}

function drawHolder(paper: Paper, statement: StatementOnPaper, words: Words, locale: Locale): void {
  const issued = wallClock(statement.issuedAt);
  const separator = locale === 'zh' ? ' 至 ' : ' – ';
  const facts = [
    [words.holder, statement.holder],
    [words.account, groupedNumber(statement.number)],
    [words.accountClass, statement.accountClass],
    [words.period, `${statement.period.from}${separator}${statement.period.to}`],
    [words.issued, `${issued.date} ${issued.time}`],
    [words.currency, 'CNY'],
  ] as const;
  const width = WIDTH * 0.38;
  for (const [index, [label, value]] of facts.entries()) {
    const x = LEFT + (index % 3) * width;
    const y = 98 + Math.floor(index / 3) * 34;
    write(paper, label, { x, y, size: 8.5, color: QUIET });
    write(paper, value, { x, y: y + 12, size: 11, width: Math.min(width - 8, RIGHT - x) });
  }
}

function drawSums(paper: Paper, statement: StatementOnPaper, words: Words): void {
  const top = 176;
  paper.roundedRect(LEFT, top, WIDTH, 50, 8).fill(WASH);
  const sums = [
    [words.opening, grouped(statement.openingMinor)],
    [words.totalIn, signed('+', statement.totalInMinor)],
    [words.totalOut, signed('-', statement.totalOutMinor)],
    [words.closing, grouped(statement.closingMinor)],
  ] as const;
  for (const [index, [label, value]] of sums.entries()) {
    const x = LEFT + 14 + (index * WIDTH) / 4;
    const color = index === 1 ? BRAND : INK;
    write(paper, label, { x, y: top + 10, size: 8.5, color: QUIET });
    write(paper, value, { x, y: top + 23, size: 12, font: 'bold', color, width: WIDTH / 4 - 16 });
  }
}

function drawTable(paper: Paper, statement: StatementOnPaper, locale: Locale): void {
  const words = WORDS[locale];
  let y = drawHeadings(paper, 242, words);
  if (statement.lines.length === 0) {
    const middle = { x: LEFT, y: y + 24, width: WIDTH, align: 'center' } as const;
    write(paper, words.none, { ...middle, size: 10, color: QUIET });
  }
  for (const line of statement.lines) {
    const height = ROW_HEIGHT + (noteLines(paper, line) - 1) * NOTE_LINE;
    if (y + height > BOTTOM) {
      paper.addPage({ size: 'A4', margin: 0 });
      y = drawHeadings(paper, 44, words);
    }
    drawLine(paper, y, line, locale);
    y += height;
    rule(paper, y, LINE, 0.5);
  }
}

function drawHeadings(paper: Paper, y: number, words: Words): number {
  const style = { y: y + 4, size: 8.5, font: 'bold', color: QUIET } as const;
  write(paper, words.date, { ...COLUMNS.date, ...style });
  write(paper, words.type, { ...COLUMNS.type, ...style });
  write(paper, `${words.counterparty} / ${words.note}`, { ...COLUMNS.words, ...style });
  write(paper, `${words.in} / ${words.out}`, { ...COLUMNS.amount, ...style, align: 'right' });
  write(paper, words.balance, { ...COLUMNS.balance, ...style, align: 'right' });
  rule(paper, y + 20, QUIET, 0.6);
  return y + 21;
}

function drawLine(paper: Paper, y: number, line: StatementLine, locale: Locale): void {
  const words = WORDS[locale];
  const { date, time } = wallClock(line.at);
  const { movement } = line;
  const [first, second] = [y + 5, y + 17];
  const isIn = line.direction === 'in';
  write(paper, date, { ...COLUMNS.date, y: first, size: 9 });
  write(paper, time, { ...COLUMNS.date, y: second, size: NOTE_SIZE, color: QUIET });
  write(paper, words[movement?.kind ?? 'other'], { ...COLUMNS.type, y: first, size: 9 });
  write(paper, counterpartyOf(movement, locale) ?? '', { ...COLUMNS.words, y: first, size: 9 });
  drawNote(paper, second, noteOf(line));
  const amount = signed(isIn ? '+' : '-', line.amountMinor);
  const numbers = { y: first, size: 9, align: 'right' } as const;
  write(paper, amount, { ...COLUMNS.amount, ...numbers, color: isIn ? BRAND : INK });
  write(paper, grouped(line.balanceAfterMinor), { ...COLUMNS.balance, ...numbers });
}

/** A note takes up to three lines, which is enough for the longest a payment can carry. */
function drawNote(paper: Paper, y: number, note: string): void {
  const { x, width } = COLUMNS.words;
  paper.font('regular').fontSize(NOTE_SIZE).fillColor(QUIET);
  paper.text(note, x, y, { width, height: NOTE_LINE * NOTE_LINES_MAX, ellipsis: '…' });
}

function noteLines(paper: Paper, line: StatementLine): number {
  const { width } = COLUMNS.words;
  const height = paper.font('regular').fontSize(NOTE_SIZE).heightOfString(noteOf(line), { width });
  return Math.min(Math.max(1, Math.round(height / NOTE_LINE)), NOTE_LINES_MAX);
}

/** Pictures people put into notes have no letter in the font, so paper leaves them out. */
function noteOf(line: StatementLine): string {
  const note = line.movement?.note ?? '';
  return note.replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F/gu, '').trim();
}

function drawFeet(paper: Paper, words: Words): void {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    paper.switchToPage(page);
    const style = { y: 802, size: 7.5, color: QUIET } as const;
    write(paper, words.foot, { x: LEFT, width: 400, ...style });
    const place = fillText(words.page, { page: page + 1, pages: count });
    write(paper, place, { x: RIGHT - 100, width: 100, align: 'right', ...style });
  }
}

type Style = {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width?: number;
  readonly align?: 'right' | 'center';
  readonly font?: 'regular' | 'bold';
  readonly color?: string;
};

/** Writes one line; what is too wide for its place ends in an ellipsis. */
function write(paper: Paper, text: string, style: Style): void {
  const { x, y, size, width = WIDTH, align = 'left', font = 'regular', color = INK } = style;
  paper.font(font).fontSize(size).fillColor(color);
  paper.text(shortened(paper, text, width), x, y, { width, align, lineBreak: align !== 'left' });
}

function shortened(paper: Paper, text: string, width: number): string {
  if (paper.widthOfString(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && paper.widthOfString(`${characters.join('')}…`) > width) {
    characters.pop();
  }
  return `${characters.join('')}…`;
}

function rule(paper: Paper, y: number, color: string, width: number): void {
  paper.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(width).stroke(color);
}

function signed(sign: '+' | '-', amountMinor: bigint): string {
  return `${amountMinor === 0n ? '' : sign}${grouped(amountMinor)}`;
}

/** `1234567.89` as `1,234,567.89`. */
function grouped(amountMinor: bigint): string {
  return decimalOf(cny(amountMinor)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
}

async function bytesOf(paper: Paper): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk));
    paper.on('end', resolve);
    paper.on('error', reject);
  });
  paper.end();
  await done;
  return Buffer.concat(chunks);
}
