// The files of a statement: what they hold and how large they are.

import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { exportStatement, type FileFormat } from './export-statement.ts';
import type { AskedPeriod } from './period.ts';
import { accountHolder, receive, spend, type AccountHolder } from './testing.ts';

const JANUARY = { from: '2026-01-01', to: '2026-01-31' };

let bank: TestDatabase;
let holder: AccountHolder;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
  holder = await accountHolder(bank.database, { number: 1, name: '林小雨' });
  for (let times = 0; times < 40; times++) {
    await bank.database.transact(async (tx) => {
      await receive(tx, holder.account, { amountMinor: 10_000n, counterparty: '陈浩' });
      await spend(tx, holder.account, { amountMinor: 1234n, note: '=1+1 晚饭🎂' });
    });
    bank.clock.advance(3600);
  }
});
afterAll(() => bank.close());

const make = (format: FileFormat, locale: 'en' | 'zh', asked: AskedPeriod = JANUARY) =>
  bank.database.read((tx) => exportStatement(tx, holder.account, { format, asked, locale }));

describe('a CSV file', () => {
  test('has every movement below its headings, oldest first, in the right language', async () => {
    const file = await make('csv', 'zh');
    expect(file).toMatchObject({
      contentType: 'text/csv; charset=utf-8',
      filename: 'sycee-statement-2026-01-01-2026-01-31.csv',
    });
    const lines = Buffer.from(file.bytes).toString('utf8').split('\r\n');
    expect(lines).toHaveLength(82);
    expect(lines[1]).toMatch(/^2026-01-15,10:00:00,充值,陈浩,,100\.00,,100\.00,CNY,pay_/);
    expect(lines[2]).toMatch(/^2026-01-15,10:00:00,提现,,'=1\+1 晚饭🎂,,12\.34,87\.66,CNY,pay_/);
  });

  test('of a period without movements has the headings', async () => {
    const file = await make('csv', 'en', { from: '2025-01-01', to: '2025-01-31' });
    expect(Buffer.from(file.bytes).toString('utf8')).toBe(
      '\uFEFFDate,Time,Type,Counterparty,Note,In,Out,Balance,Currency,Order\r\n',
    );
  });
});

describe('a bank on the other side', () => {
  let customer: AccountHolder;
  beforeAll(async () => {
    customer = await accountHolder(bank.database, { number: 2, name: 'Lin Xiaoyu' });
    const both = { en: 'Harbour Bank (0014)', zh: '海港银行 (0014)' };
    await bank.database.transact(async (tx) => {
      await receive(tx, customer.account, { amountMinor: 100n, counterparty: both });
      await receive(tx, customer.account, { amountMinor: 200n, counterparty: '旧 Old Bank' });
    });
  });
  const ofCustomer = (format: FileFormat, locale: 'en' | 'zh') =>
    bank.database.read((tx) => {
      const asked = { from: '2026-01-01', to: '2026-02-28' };
      return exportStatement(tx, customer.account, { format, asked, locale });
    });

  test.each([
    ['en', 'Harbour Bank (0014)'],
    ['zh', '海港银行 (0014)'],
  ] as const)('is named in %s; one kept under a single name has that', async (locale, name) => {
    const { bytes } = await ofCustomer('csv', locale);
    const lines = Buffer.from(bytes).toString('utf8').split('\r\n').slice(1, -1);
    expect(lines.map((line) => line.split(',')[3])).toEqual([name, '旧 Old Bank']);
  });

  test('is named on paper in the language of the paper alone', async () => {
    const [english, chinese] = [await ofCustomer('pdf', 'en'), await ofCustomer('pdf', 'zh')];
    expect(lettersOf(chinese)).toContain('港');
    expect(lettersOf(english)).not.toContain('港');
  });
});

describe('a PDF file', () => {
  test.each(['en', 'zh'] as const)('in %s is small and goes over several pages', async (locale) => {
    const { bytes, contentType } = await make('pdf', locale);
    const text = Buffer.from(bytes).toString('latin1');
    expect(contentType).toBe('application/pdf');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)?.length).toBe(4);
    expect(bytes.length).toBeLessThan(60_000);
  });

  test('holds the letters of the holder, of the other side and of the headings', async () => {
    const letters = lettersOf(await make('pdf', 'zh'));
    for (const letter of '林小雨陈浩晚饭账户交易明细期初余额Sycee')
      expect(letters).toContain(letter);
  });

  test('of a period without movements says so', async () => {
    const letters = lettersOf(await make('pdf', 'zh', { from: '2025-01-01', to: '2025-01-31' }));
    for (const letter of '没有交易') expect(letters).toContain(letter);
  });
});

test.each<[AskedPeriod, string]>([
  [{ from: '2026-02-01', to: '2026-01-01' }, 'deposits.period_invalid'],
  [{ from: '2024-01-01', to: '2025-01-01' }, 'deposits.period_too_long'],
])('a file of %j is refused with %s', async (asked, code) => {
  expect(await codeOf(make('csv', 'en', asked))).toBe(code);
});

/** The characters a PDF shows, from the tables by which readers copy text out of it. */
function lettersOf({ bytes }: { bytes: Uint8Array }): Set<string> {
  const text = Buffer.from(bytes).toString('latin1');
  const streams = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)];
  const tables = streams
    .map((match) => unpacked(match[1] ?? ''))
    .filter((stream) => stream.includes('beginbfrange'));
  const codes = tables.flatMap((table) => [...table.matchAll(/<([0-9a-f]{4})>/gi)]);
  return new Set(codes.map((code) => String.fromCodePoint(Number.parseInt(code[1] ?? '', 16))));
}

function unpacked(stream: string): string {
  try {
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}
