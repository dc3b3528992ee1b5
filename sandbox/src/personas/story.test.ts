// The story can be told: its steps are in the order of time, nobody acts before joining, and nobody
// spends what is not there.

import { parseDecimal, parseInstant } from '@sycee/kit';
import { expect, test } from 'vitest';

import { momentOf } from './story-time.ts';
import { STORY, STORY_DAYS, type Who } from './story.ts';

const ENDS = ['2026-03-02T16:00:00.000Z', '2026-03-02T15:59:59.000Z', '2026-03-02T04:30:00.000Z'];
const fen = (yuan: string): bigint => parseDecimal(yuan, 'CNY')?.minor ?? -1n;

test.each(ENDS)('whenever it is told, %s, its steps follow each other', (end) => {
  const moments = STORY.map((step) => momentOf(step, parseInstant(end)));
  expect(moments.toSorted((a, b) => a - b)).toEqual(moments);
  expect(moments.at(-1)).toBeLessThan(parseInstant(end));
  const days = (parseInstant(end) - (moments[0] ?? 0)) / 86_400_000;
  expect(days).toBeLessThan(STORY_DAYS);
});

test('an answer to a held transfer comes before the next step', () => {
  const end = parseInstant('2026-03-02T04:30:00.000Z');
  for (const [index, step] of STORY.entries()) {
    const next = STORY[index + 1];
    if (step.does !== 'sends' || !step.payee || !next) continue;
    expect(momentOf(next, end) - momentOf(step, end)).toBeGreaterThan(1800 * 1000);
  }
});

test('everybody can afford what they do, fees included', () => {
  const balances = new Map<Who, bigint>();
  const change = (who: Who, by: bigint) => {
    const balance = balances.get(who);
    expect(balance, `${who} has not joined`).toBeDefined();
    balances.set(who, (balance ?? 0n) + by);
    expect(balances.get(who)).toBeGreaterThanOrEqual(0n);
  };
  for (const step of STORY) {
    if (step.does === 'joins') balances.set(step.who, 0n);
    else if (step.does === 'sends') {
      expect([...step.note].length).toBeLessThanOrEqual(60);
      change(step.who, -fen(step.yuan));
      const back = step.payee === 'returns' || step.payee === 'nothing';
      change(back ? step.who : step.to, fen(step.yuan));
    } else {
      const more = step.does === 'tops_up' ? fen(step.yuan) : -fen(step.yuan) - 100n;
      change(step.who, more);
    }
  }
  expect([...balances.values()].every((balance) => balance > 50_000n)).toBe(true);
});
