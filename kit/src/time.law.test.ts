// The laws of moments and days, against arithmetic on the calendar that does not use the machine's.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  addDays,
  businessDateAt,
  daysBetween,
  parseBusinessDate,
  startOf,
} from './business-date.ts';
import { addSeconds, instant, isoOf, parseInstant, secondsUntil } from './instant.ts';

const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const moments = fc.integer({ min: FIRST, max: LAST }).map(instant);
const dates = fc
  .integer({ min: Date.parse('1900-01-01'), max: Date.parse('2200-12-31') })
  .map((ms) => businessDateAt(instant(ms), 0));
const offsets = fc.integer({ min: -720, max: 840 });
const spans = fc.integer({ min: -40_000, max: 40_000 });

describe('instants', () => {
  test('read back from their wire form', () => {
    fc.assert(
      fc.property(moments, (at) => {
        expect(parseInstant(isoOf(at))).toBe(at);
      }),
    );
  });

  test('sort as their texts', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(isoOf(a) < isoOf(b)).toBe(a < b);
      }),
    );
  });

  test('seconds added are seconds until', () => {
    const near = fc.integer({ min: 0, max: 2 ** 42 }).map(instant);
    fc.assert(
      fc.property(near, fc.integer({ min: 0, max: 10 ** 9 }), (at, seconds) => {
        expect(secondsUntil(at, addSeconds(at, seconds))).toBe(seconds);
        expect(secondsUntil(addSeconds(at, seconds), at)).toBe(0);
      }),
    );
  });

  test.each([
    ['2026-01-31T08:00:00.000Z', 1_769_846_400_000],
    ['2026-01-31T08:00:00Z', 1_769_846_400_000],
    ['2026-01-31T08:00:00.5Z', 1_769_846_400_500],
    ['1970-01-01T00:00:00.000Z', 0],
  ])('%s is read', (text, milliseconds) => {
    expect(parseInstant(text)).toBe(milliseconds);
  });

  test.each([
    '',
    '2026-01-31',
    '2026-01-31T08:00:00',
    '2026-01-31T08:00:00+08:00',
    '2026-01-31 08:00:00Z',
    '2026-02-30T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T23:59:60Z',
    '2026-01-31T08:00:00.0001Z',
    '+012026-01-31T08:00:00Z',
  ])('%j is no instant', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
  });

  test.each([Number.NaN, 0.5, Infinity, LAST + 1, FIRST - 1])(
    '%s is no instant',
    (milliseconds) => {
      expect(() => instant(milliseconds)).toThrow(RangeError);
    },
  );

  test('a part of a second still counts as a second to wait', () => {
    expect(secondsUntil(instant(0), instant(1))).toBe(1);
  });
});

describe('business dates', () => {
  test('days added are days between', () => {
    fc.assert(
      fc.property(dates, spans, (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });

  test('sort as their days', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a === b ? 0 : -1);
      }),
    );
  });

  test('a day holds its moments and no other', () => {
    const near = fc.integer({ min: 0, max: Date.parse('2200-01-01') }).map(instant);
    fc.assert(
      fc.property(near, offsets, (at, offset) => {
        const date = businessDateAt(at, offset);
        expect(startOf(date, offset) <= at).toBe(true);
        expect(at < startOf(addDays(date, 1), offset)).toBe(true);
      }),
    );
  });

  test('have the days of the Gregorian calendar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const text = [year.toString().padStart(4, '0'), two(month), two(day)].join('-');
          const read = (): string => parseBusinessDate(text);
          if (day <= daysIn(year, month)) expect(read()).toBe(text);
          else expect(read).toThrow(RangeError);
        },
      ),
    );
  });

  test.each(['', '2026-1-31', '2026-01-31T00:00:00Z', '20260131', '2026-00-10', '2026-01-00'])(
    '%j is no date',
    (text) => {
      expect(() => parseBusinessDate(text)).toThrow(RangeError);
    },
  );

  test.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %s days is %s', (date, days, then) => {
    expect(addDays(parseBusinessDate(date), days)).toBe(then);
  });

  test('the calendar ends', () => {
    expect(() => addDays(parseBusinessDate('9999-12-31'), 1)).toThrow(RangeError);
  });

  test("the bank's day begins eight hours before that of Greenwich", () => {
    expect(isoOf(startOf(parseBusinessDate('2026-02-01'), 480))).toBe('2026-01-31T16:00:00.000Z');
    expect(businessDateAt(parseInstant('2026-01-31T15:59:59.999Z'), 480)).toBe('2026-01-31');
    expect(businessDateAt(parseInstant('2026-01-31T16:00:00.000Z'), 480)).toBe('2026-02-01');
  });
});

function two(value: number): string {
  return value.toString().padStart(2, '0');
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return leap ? 29 : 28;
}
