// Slots are a map from ids to accounts, however many there are, and touched ids are a map from ids
// to turns that forgets nothing it may still be asked about.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountFlags } from '../flag-bits.ts';
import { accountIn, addAccount, addDetached, attach, openSlots, slotOf } from './slots.ts';
import { touchedIds } from './touched-ids.ts';
import { openTurns, type Turn } from './turns.ts';
import { wordsOf } from './words.ts';

const idOf = (number: number): string =>
  `0ba00000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

function account(number: number, credited: bigint) {
  return {
    id: idOf(number),
    ledger: 156,
    flags: accountFlags(2),
    debitsPendingMinor: 0n,
    debitsPostedMinor: 0n,
    creditsPendingMinor: 1n,
    creditsPostedMinor: credited,
  };
}

describe('slots', () => {
  test('are a map that keeps what came first, and hides what is not attached', () => {
    const steps = fc.array(fc.tuple(fc.nat(60), fc.bigInt({ min: 0n, max: 9n }), fc.nat(5)));
    fc.assert(
      fc.property(steps, (all) => {
        const slots = openSlots(2);
        const known = new Map<string, bigint>();
        const detached: [slot: number, id: string, credited: bigint][] = [];
        for (const [number, credited, kind] of all) {
          const id = idOf(number);
          if (kind === 0 && !known.has(id) && !detached.some(([, other]) => other === id)) {
            detached.push([addDetached(slots, account(number, credited)), id, credited]);
          } else if (kind === 1 && detached.length > 0) {
            const [slot, own, value] = detached.shift() ?? [0, '', 0n];
            attach(slots, slot);
            known.set(own, value);
          } else if (!detached.some(([, other]) => other === id)) {
            addAccount(slots, account(number, credited));
            if (!known.has(id)) known.set(id, credited);
          }
        }
        for (let number = 0; number <= 60; number++) {
          const id = idOf(number);
          const slot = slotOf(slots, id);
          const found = slot < 0 ? undefined : accountIn(slots, slot, id).creditsPostedMinor;
          expect(found).toBe(known.get(id));
        }
      }),
    );
  });
});

describe('touched ids', () => {
  type Step = { id: number; end: number };
  const steps = fc.array(fc.record<Step>({ id: fc.nat(40), end: fc.nat(4) }), { maxLength: 200 });

  test('tell the last turn of an id, unless it ended and was forgotten', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const turns = openTurns();
        const forgotten = new Set<string>();
        const touched = touchedIds({
          generationMax: 4,
          isForgettable: (turn) => turns.openOne(turn) === undefined,
          onForgotten: (words, at) => forgotten.add([...words.subarray(at, at + 4)].join()),
        });
        const last = new Map<number, Turn>();
        const open: Turn[] = [];
        for (const { id, end } of all) {
          const turn = turns.begin(0n);
          open.push(turn);
          const before = touched.touch(wordsOf(idOf(id)), 0, turn.number);
          forgotten.delete([...wordsOf(idOf(id))].join());
          expect([last.get(id)?.number ?? 0, 0]).toContain(before);
          last.set(id, turn);
          if (end > 0) open.splice(0, end).forEach((one) => one.end());
        }
        for (const [id, turn] of last) {
          const words = wordsOf(idOf(id));
          const isForgotten = forgotten.has([...words].join());
          expect(touched.turnOf(words, 0)).toBe(isForgotten ? 0 : turn.number);
          if (turns.openOne(turn.number) !== undefined) expect(isForgotten).toBe(false);
        }
      }),
    );
  });
});
