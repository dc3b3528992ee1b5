// Digits that are asked: different ones to enrol, only enrolled ones to verify, and no order is
// likelier than another.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawEnrolment, drawVerification } from './draw-digits.ts';

const random = fc.string({ minLength: 1, maxLength: 40 });

test('an enrolment asks six different digits', () => {
  fc.assert(
    fc.property(random, (text) => {
      const digits = drawEnrolment(6, text);
      expect(digits).toMatch(/^\d{6}$/);
      expect(new Set(digits).size).toBe(6);
    }),
  );
});

test('a verification asks enrolled digits, none twice in a row, at least four different', () => {
  fc.assert(
    fc.property(random, random, (one, other) => {
      const enrolled = drawEnrolment(6, one);
      const digits = drawVerification(enrolled, 4, other);
      expect(digits).toHaveLength(6);
      expect([...digits].every((digit) => enrolled.includes(digit))).toBe(true);
      expect(digits).not.toMatch(/(\d)\1/);
      expect(new Set(digits).size).toBeGreaterThanOrEqual(4);
    }),
  );
});

test('two challenges are hardly ever the same, and every digit comes first as often', () => {
  const drawn = Array.from({ length: 3_000 }, (_, at) => drawVerification('402917', 4, `${at}`));
  expect(new Set(drawn).size).toBeGreaterThan(2_600);
  for (const digit of '402917') {
    const first = drawn.filter((digits) => digits.startsWith(digit)).length;
    expect(Math.abs(first - 500)).toBeLessThan(100);
  }
});
