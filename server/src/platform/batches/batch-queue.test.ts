// Natural batching: a lone item waits for nobody, what comes meanwhile shares the next batch, and
// what finds no room is told so at once.

import { expect, test } from 'vitest';
import { batchQueue, type Outcome } from './batch-queue.ts';

/** A queue whose batches stay under way until the test lets them go. */
function heldQueue(limits: { batchMax?: number; waitingMax?: number; writers?: number } = {}) {
  const batches: { items: readonly string[]; release: () => void }[] = [];
  const queue = batchQueue<string, string>({
    work: (items) =>
      new Promise<Outcome<string>[]>((resolve) => {
        const outcomes = items.map((item) =>
          item === 'bad' ? { error: new Error('bad') } : { answer: `did ${item}` },
        );
        batches.push({ items, release: () => resolve(outcomes) });
      }),
    weightOf: (item) => item.length,
    batchMax: limits.batchMax ?? 100,
    waitingMax: limits.waitingMax ?? 1_000,
    writers: limits.writers ?? 1,
    overloaded: () => new Error('no room'),
  });
  const started = async (count: number): Promise<void> => {
    await expect.poll(() => batches.length, { interval: 1 }).toBe(count);
  };
  return { queue, batches, started };
}

test('what comes in one turn shares a batch, what comes meanwhile shares the next', async () => {
  const { queue, batches, started } = heldQueue();
  const first = [queue.put('a'), queue.put('b')];
  await started(1);
  const second = [queue.put('c'), queue.put('d'), queue.put('e')];
  batches[0]?.release();
  expect(await Promise.all(first)).toEqual(['did a', 'did b']);
  await started(2);
  batches[1]?.release();
  expect(await Promise.all(second)).toEqual(['did c', 'did d', 'did e']);
  expect(batches.map(({ items }) => items)).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test('a batch is closed before it gets too heavy, but one heavy item goes alone', async () => {
  const { queue, batches, started } = heldQueue({ batchMax: 4, writers: 3 });
  const all = ['aa', 'bb', 'c', 'ddddddd'].map((item) => queue.put(item));
  await started(3);
  for (const { release } of batches) release();
  await Promise.all(all);
  expect(batches.map(({ items }) => items)).toEqual([['aa', 'bb'], ['c'], ['ddddddd']]);
});

test('an item for which there is no room is refused, and nothing else', async () => {
  const { queue, batches, started } = heldQueue({ waitingMax: 5 });
  const working = queue.put('working');
  await started(1);
  const fits = queue.put('four');
  await expect(queue.put('xx')).rejects.toThrow('no room');
  const alsoFits = queue.put('x');
  batches[0]?.release();
  await started(2);
  batches[1]?.release();
  expect(await Promise.all([working, fits, alsoFits])).toEqual([
    'did working',
    'did four',
    'did x',
  ]);
});

test('an item that fails leaves the others of its batch their answers', async () => {
  const { queue, batches, started } = heldQueue();
  const outcomes = Promise.allSettled([queue.put('a'), queue.put('bad'), queue.put('c')]);
  await started(1);
  batches[0]?.release();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

test('closing waits for what was taken and takes nothing new', async () => {
  const { queue, batches, started } = heldQueue();
  const taken = queue.put('a');
  const closed = queue.close();
  await expect(queue.put('b')).rejects.toThrow('no room');
  await started(1);
  batches[0]?.release();
  await closed;
  expect(await taken).toBe('did a');
});
