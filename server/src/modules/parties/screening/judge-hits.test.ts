// What an answer of the list makes of somebody, one row an outcome.

import { expect, test } from 'vitest';
import { judgeDecision, judgeHits, NO_ENTRIES, type ListState } from './judge-hits.ts';

const hit = (entry: string) => ({ entry, matched: ['name'] });
const known = (found: string[], cleared: string[] = []) => ({ found, cleared });

test.each<{
  state: ListState;
  before?: { found: string[]; cleared: string[] };
  hits: string[];
  after: ListState;
  unseen?: string[];
}>([
  { state: 'waiting', hits: [], after: 'clear' },
  { state: 'waiting', hits: ['A'], after: 'hit', unseen: ['A'] },
  { state: 'clear', hits: [], after: 'clear' },
  { state: 'clear', hits: ['A'], after: 'hit', unseen: ['A'] },
  { state: 'hit', before: known(['A']), hits: ['A'], after: 'hit', unseen: ['A'] },
  { state: 'hit', before: known(['A']), hits: [], after: 'hit' },
  { state: 'cleared', before: known(['A'], ['A']), hits: ['A'], after: 'cleared' },
  { state: 'cleared', before: known(['A'], ['A']), hits: [], after: 'cleared' },
  { state: 'cleared', before: known(['A'], ['A']), hits: ['A', 'B'], after: 'hit', unseen: ['B'] },
  { state: 'confirmed', before: known(['A']), hits: [], after: 'confirmed' },
  { state: 'confirmed', before: known(['A']), hits: ['B'], after: 'confirmed' },
])('$state and $hits: $after', ({ state, before = NO_ENTRIES, hits, after, unseen = [] }) => {
  const judged = judgeHits(state, before, hits.map(hit));
  expect(judged.state).toBe(after);
  expect(judged.unseen.map(({ entry }) => entry)).toEqual(unseen);
  expect(new Set(judged.entries.found)).toEqual(new Set([...before.found, ...hits]));
});

test('what the staff let go on is not asked again, what they hold stays held', () => {
  const entries = known(['A', 'B'], ['A']);
  const cleared = judgeDecision(entries, 'approved');
  expect(cleared).toMatchObject({ state: 'cleared', entries: { cleared: ['A', 'B'] } });
  expect(judgeHits(cleared.state, cleared.entries, [hit('B')]).state).toBe('cleared');
  expect(judgeDecision(entries, 'rejected').state).toBe('confirmed');
});
