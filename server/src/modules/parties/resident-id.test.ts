// Resident id numbers: what is taken, what is refused, and an outside validator as the judge.

import { createRequire } from 'node:module';
import { parseBusinessDate } from '@sycee/kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, checkCharacter, maskResidentId, parseResidentId } from './resident-id.ts';

type Judge = { isValid: (id: string) => boolean; makeID: () => string };
const require = createRequire(import.meta.url);
const IdValidator = require('id-validator') as new (places: object) => Judge;
const places = require('id-validator/src/GB2260.js') as object;
const judge = new IdValidator(places);

const today = parseBusinessDate('2026-01-15');
const read = (text: string) => parseResidentId(text, today);

describe('a resident id number', () => {
  test.each([
    ['11010519491231002X', '11010519491231002X', 'the example of the standard'],
    ['440524188001010014', '440524188001010014', 'the other example of the standard'],
    ['11010519491231002x', '11010519491231002X', 'a small x'],
    ['1101 0519 4912 3100 2X', '11010519491231002X', 'typed in groups'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', 'typed in full width'],
  ])('%s is taken (%s, %s)', (text, number) => {
    expect(read(text)?.number).toBe(number);
  });

  test.each([
    ['110105194912310021', 'wrong check character'],
    ['11010519491231003X', 'a digit mistyped'],
    ['11010519491213002X', 'two digits swapped'],
    [withCheck('99010519491231002'), 'a province that does not exist'],
    [withCheck('11010519490229002'), '29 February of a common year'],
    [withCheck('11010519491301002'), 'a thirteenth month'],
    [withCheck('11010520260116002'), 'born tomorrow'],
    [withCheck('11010517491231002'), 'born before 1850'],
    ['110105491231002', 'the old form of 15 digits'],
    ['', 'nothing'],
    ['11010519491231002X0', 'one too many'],
    ["11010519491231002X'--", 'something else'],
  ])('%s is refused (%s)', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('born on 29 February of a leap year, or today, is taken', () => {
    expect(read(withCheck('11010520000229002'))?.bornOn).toBe('2000-02-29');
    expect(read(withCheck('11010520260115002'))?.bornOn).toBe('2026-01-15');
  });
});

describe('against the id-validator package', () => {
  const provinces = Object.keys(places).filter((place) => place.endsWith('0000'));
  const first17 = fc
    .tuple(
      fc.constantFrom(...Object.keys(places)),
      fc.integer({ min: 0, max: 46_000 }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([place, day, sequence]) => {
      const born = new Date(Date.UTC(1900, 0, 1 + day)).toISOString().slice(0, 10);
      return `${place}${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
    });

  test('knows every province it knows', () => {
    expect(provinces.length).toBeGreaterThan(30);
    for (const place of provinces) {
      expect(read(withCheck(`${place}19900307001`))?.number).toBeDefined();
    }
  });

  test('for real days and places, both accept the same check character and no other', () => {
    fc.assert(
      fc.property(first17, fc.constantFrom(...'0123456789X'), (start, last) => {
        expect(read(start + last) !== undefined).toBe(judge.isValid(start + last));
      }),
      { numRuns: 2000 },
    );
  });

  test('what it makes is taken', () => {
    for (let times = 0; times < 200; times++) {
      const made = judge.makeID();
      // It also makes days of birth that no calendar has, such as 31 April.
      const day = `${made.slice(6, 10)}-${made.slice(10, 12)}-${made.slice(12, 14)}`;
      const real = new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
      expect(read(made) !== undefined).toBe(real);
    }
  });
});

test.each([
  ['2009-01-15', 17],
  ['2010-01-15', 16],
  ['2010-01-16', 15],
  ['2008-02-29', 17],
  ['2026-01-15', 0],
])('born on %s is %i years old on 15 January 2026', (born, years) => {
  expect(ageOn(today, parseBusinessDate(born))).toBe(years);
});

test('who was born on 29 February has a birthday on 1 March', () => {
  const born = parseBusinessDate('2008-02-29');
  expect(ageOn(parseBusinessDate('2026-02-28'), born)).toBe(17);
  expect(ageOn(parseBusinessDate('2026-03-01'), born)).toBe(18);
});

test('its owner sees the first and the last character', () => {
  expect(maskResidentId('11010519491231002X')).toBe('1****************X');
});

function withCheck(first17: string): string {
  return first17 + checkCharacter(first17);
}
