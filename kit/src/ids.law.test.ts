// The laws of ids: they round-trip with the UUID inside, sort by time, and are never taken for
// something else.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { idMaker, idOf, isId, uuidOf, type Random } from './ids.ts';
import { instant } from './instant.ts';

const prefixes = fc.stringMatching(/^[a-z]{2,16}$/);
const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 }).filter((ms) => ms < 253_402_300_800_000);
const randoms = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes): Random => (target) => {
  target.set(bytes);
  return target;
});
const idAt = (moment: number, random: Random) =>
  idMaker({ now: () => instant(moment) }, random)('pay');

describe('ids', () => {
  test('give back the UUID that they were made of', () => {
    fc.assert(
      fc.property(prefixes, fc.uuid(), (prefix, uuid) => {
        const id = idOf(prefix, uuid);
        expect(uuidOf(id)).toBe(uuid);
        expect(isId(prefix, id)).toBe(true);
      }),
    );
  });

  test('are UUIDs of version 7 with the time in front', () => {
    fc.assert(
      fc.property(moments, randoms, (moment, random) => {
        const uuid = uuidOf(idAt(moment, random));
        expect(uuid).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16)).toBe(moment);
      }),
    );
  });

  test('sort as the moments they were made at', () => {
    fc.assert(
      fc.property(moments, moments, randoms, randoms, (a, b, first, second) => {
        fc.pre(a < b);
        expect(idAt(a, first) < idAt(b, second)).toBe(true);
      }),
    );
  });

  test('no other text is an id', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isId('pay', text)).toBe(false);
        expect(() => uuidOf(text)).toThrow(RangeError);
      }),
    );
  });

  test.each([
    ['of another prefix', 'acct_01h455vb4pex5vsknk084sn02q'],
    ['in capitals', 'pay_01H455VB4PEX5VSKNK084SN02Q'],
    ['with a letter left out of the alphabet', 'pay_01h455vb4pex5vsknk084sn02u'],
    ['beyond 128 bits', 'pay_81h455vb4pex5vsknk084sn02q'],
    ['too short', 'pay_01h455vb4pex5vsknk084sn02'],
    ['with a line after it', 'pay_01h455vb4pex5vsknk084sn02q\n'],
  ])('an id %s is none of pay', (_, text) => {
    expect(isId('pay', text)).toBe(false);
  });

  // The vectors of the TypeID specification 0.3.
  test.each([
    ['00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
    ['00000000000000000000000001', '00000000-0000-0000-0000-000000000001'],
    ['0000000000000000000000000g', '00000000-0000-0000-0000-000000000010'],
    ['7zzzzzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['0123456789abcdefghjkmnpqrs', '0110c853-1d09-52d8-d73e-1194e95b5f19'],
    ['01h455vb4pex5vsknk084sn02q', '01890a5d-ac96-774b-bcce-b302099a8057'],
  ])('%s is %s', (text, uuid) => {
    expect(uuidOf(`pay_${text}`)).toBe(uuid);
    expect(idOf('pay', uuid)).toBe(`pay_${text}`);
  });

  test.each(['', 'x', '01890a5d-ac96-774b-bcce-b302099a805', '0x10'])(
    'refuses to make an id of %j',
    (uuid) => {
      expect(() => idOf('pay', uuid)).toThrow(RangeError);
    },
  );
});
