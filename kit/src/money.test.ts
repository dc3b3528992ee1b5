// Amounts as people type and read them, and what is no amount at all.

import { describe, expect, test } from 'vitest';

import { greatest, least, minor, parseMinor } from './minor.ts';
import { cny, decimalOf, formatMoney, isCurrency, parseDecimal } from './money.ts';
import { portion, rate } from './rate.ts';

describe('parseMinor', () => {
  test.each([
    ['0', 0n],
    ['1', 1n],
    ['-12', -12n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775807', -9223372036854775807n],
  ])('reads %s', (text, value) => {
    expect(parseMinor(text)).toBe(value);
  });

  test.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '-0',
    '01',
    '1.0',
    '1e3',
    '0x10',
    '1n',
    '１',
    '1,000',
    'NaN',
    '9223372036854775808',
    '-9223372036854775808',
    '1'.repeat(400),
  ])('refuses %j', (text) => {
    expect(() => parseMinor(text)).toThrow(RangeError);
  });
});

describe('parseDecimal', () => {
  test.each([
    ['12', 1200n],
    ['12.', 1200n],
    ['12.3', 1230n],
    ['12.34', 1234n],
    ['0.01', 1n],
    ['007', 700n],
    ['999999999999999.99', 99999999999999999n],
  ])('reads %s', (text, value) => {
    expect(parseDecimal(text, 'CNY')).toEqual(cny(value));
  });

  test.each(['', '.', '.5', '-1', '+1', '1.234', '1,000', '1e3', ' 1', '１', '1'.repeat(16)])(
    'finds no amount in %j',
    (text) => {
      expect(parseDecimal(text, 'CNY')).toBeUndefined();
    },
  );
});

describe('amounts as text', () => {
  test.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [123456n, '1234.56'],
    [-123456n, '-1234.56'],
  ])('%s fen is %s', (units, text) => {
    expect(decimalOf(cny(units))).toBe(text);
  });

  test.each([
    ['en', 123456n, '¥1,234.56'],
    ['zh', 123456n, '¥1,234.56'],
    ['en', -5n, '-¥0.05'],
    ['en', 9007199254740993n, '¥90,071,992,547,409.93'],
  ])('%s shows %s as %s', (locale, units, text) => {
    expect(formatMoney(cny(units), locale)).toBe(text);
  });

  test.each([
    ['CNY', true],
    ['cny', false],
    ['toString', false],
    ['', false],
  ])('whether %j is a currency of the bank: %s', (code, known) => {
    expect(isCurrency(code)).toBe(known);
  });
});

describe('parts of an amount', () => {
  test.each([
    ['0.1 % of 12.34, up', 1234n, 1_000_000n, 'up', 2n],
    ['0.1 % of 12.34, down', 1234n, 1_000_000n, 'down', 1n],
    ['0.02 % a day of 50 000.00', 5_000_000n, 200_000n, 'half_up', 1000n],
    ['all of it', 1234n, 1_000_000_000n, 'down', 1234n],
    ['none of it', 1234n, 0n, 'up', 0n],
  ] as const)('%s', (_, amount, partsPerBillion, rounding, part) => {
    expect(portion(minor(amount), rate(partsPerBillion), rounding)).toBe(part);
  });

  test('a rate is never negative', () => {
    expect(() => rate(-1n)).toThrow(RangeError);
  });

  test('the least and the greatest of two', () => {
    expect([least(minor(1n), minor(2n)), greatest(minor(1n), minor(2n))]).toEqual([1n, 2n]);
  });
});
