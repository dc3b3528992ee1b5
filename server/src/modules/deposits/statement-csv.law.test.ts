// The CSV file: its form, and that no text in it can run or get lost.

import { instant } from '@sycee/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StatementLine } from './read-statement.ts';
import { statementCsv } from './statement-csv.ts';

const BOM = '\uFEFF';

function line(note: string, counterparty = '陈浩'): StatementLine {
  const transferId = '01890000-0000-7000-8000-000000000000';
  return {
    transferId,
    timestamp: 1n,
    at: instant(Date.parse('2026-01-31T16:30:05Z')),
    direction: 'out',
    amountMinor: 123_456n,
    balanceAfterMinor: 5n,
    movement: {
      transferId,
      accountId: transferId,
      kind: 'transfer',
      orderId: 'pay_1',
      counterparty,
      note,
    },
  };
}

test('a line has date and time in Beijing, the amount in its column and the balance', () => {
  expect(statementCsv([line('晚饭')], 'zh')).toBe(
    `${BOM}日期,时间,交易类型,对方,备注,收入,支出,余额,币种,订单号\r\n` +
      '2026-02-01,00:30:05,转账,陈浩,晚饭,,1234.56,0.05,CNY,pay_1\r\n',
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['+86138', "'+86138"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  ['＝cmd', "'＝cmd"],
  ['\u200B=1', "'\u200B=1"],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['a=b', 'a=b'],
  ['1-2', '1-2'],
])('the note %j becomes %j, which no spreadsheet runs', (note, cell) => {
  expect(statementCsv([line(note)], 'en')).toContain(`,陈浩,${cell},,`);
});

test('a reader of RFC 4180 gets every text back, and none that begins a formula', () => {
  const texts = fc.string({ unit: 'grapheme' });
  const tricky = fc.constantFrom('=', '"', ',', '\r\n', '\n', "'", '@', '＝', '\t', '');
  const words = fc.tuple(tricky, texts, tricky, texts).map((parts) => parts.join(''));
  fc.assert(
    fc.property(words, words, (note, counterparty) => {
      const table = parse(statementCsv([line(note, counterparty)], 'en').slice(BOM.length));
      expect(table).toHaveLength(2);
      expect(table[1]).toHaveLength(10);
      for (const [cell, text] of [
        [table[1]?.[3] ?? '', counterparty],
        [table[1]?.[4] ?? '', note],
      ] as const) {
        expect([text, `'${text}`]).toContain(cell);
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }
    }),
  );
});

/** A reader by the grammar of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
