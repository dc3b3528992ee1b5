// News fits into notifications, reaches everybody of its audience once, and is left out of them
// rather than cut when it is too large.

import { idOf } from '@sycee/kit';
import { expect, test } from 'vitest';
import { portionsOf } from './live-news.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    idOf('party', `01890000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`),
  );

test.each([
  ['one', 1, { text: 'hello' }, true],
  ['a group of 500', 500, { text: 'hello' }, true],
  ['a group of 500, long words', 500, { text: '字'.repeat(1_200) }, true],
  ['one, too long to travel', 1, { text: '字'.repeat(2_000) }, false],
])('%s', (_name, count, content, isCarried) => {
  const portions = portionsOf({ topic: 'chat.entry', id: 'x:1', audience: people(count), content });
  const heard = portions.flatMap(({ audience }) => audience);
  expect([heard.length, new Set(heard).size]).toEqual([count, count]);
  for (const portion of portions) {
    expect(Buffer.byteLength(JSON.stringify([portion]))).toBeLessThan(8_000);
    expect(portion.content).toEqual(isCarried ? content : undefined);
  }
});

test('nobody is told nothing', () => {
  expect(portionsOf({ topic: 'chat.entry', id: 'x:1', audience: [] })).toEqual([]);
});
