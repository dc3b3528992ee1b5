// The laws of amounts: what is written reads back the same, and every text shows the exact amount.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { add, MINOR_MAX, minor, parseMinor, subtract } from './minor.ts';
import { cny, decimalOf, formatMoney, parseDecimal, parseMoney, wireOf } from './money.ts';

const LARGEST: bigint = MINOR_MAX;
const units = fc.oneof(fc.bigInt(-LARGEST, LARGEST), fc.bigInt(-1000n, 1000n));

describe('amounts', () => {
  test('read back from their wire form', () => {
    fc.assert(
      fc.property(units, (value) => {
        expect(parseMinor(minor(value).toString())).toBe(value);
        expect(parseMoney(wireOf(cny(value)))).toEqual(cny(value));
        expect(JSON.parse(JSON.stringify(wireOf(cny(value))))).toEqual(wireOf(cny(value)));
      }),
    );
  });

  test('read back from their decimal', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 17n - 1n), (value) => {
        expect(parseDecimal(decimalOf(cny(value)), 'CNY')).toEqual(cny(value));
      }),
    );
  });

  test.each(['en', 'zh', 'zh-CN', 'en-GB'])(
    'keep every digit as people of %s read them',
    (locale) => {
      fc.assert(
        fc.property(units, (value) => {
          const text = formatMoney(cny(value), locale);
          expect(text.replaceAll(/\D/g, '')).toBe(decimalOf(cny(value)).replaceAll(/\D/g, ''));
          expect(/[-−]/.test(text)).toBe(value < 0n);
        }),
      );
    },
  );

  test('add and subtract undo each other', () => {
    const half = LARGEST / 2n;
    const halves = fc.bigInt(-half, half).map(minor);
    fc.assert(
      fc.property(halves, halves, (first, second) => {
        expect(subtract(add(first, second), second)).toBe(first);
        expect(add(first, second)).toBe(add(second, first));
      }),
    );
  });

  test('never leave the range of a transfer', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, LARGEST), (value) => {
        expect(() => add(MINOR_MAX, minor(value))).toThrow(RangeError);
        expect(() => subtract(minor(-value), MINOR_MAX)).toThrow(RangeError);
      }),
    );
  });
});
