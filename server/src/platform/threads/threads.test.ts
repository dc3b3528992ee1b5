// Threads answer, die, are replaced, and refuse when there is too much to do.

import { afterEach, describe, expect, test } from 'vitest';
import { openThreads, type Threads } from './threads.ts';

type Echo = { readonly said: string; readonly threadId: number };

const SCRIPT = 'src/platform/testing/echo-thread.ts';
let threads: Threads<string, Echo>;
afterEach(() => threads.close());

function open(more: { count?: number; queueMax?: number; timeoutMs?: number } = {}): void {
  threads = openThreads({ script: SCRIPT, count: 1, queueMax: 2, timeoutMs: 10_000, ...more });
}

describe('threads', () => {
  test('answer in the order of the questions, one thread for all', async () => {
    open();
    const answers = await Promise.all(['a', 'b', 'c'].map((word) => threads.ask(word)));
    expect(answers.map(({ said }) => said)).toEqual(['a', 'b', 'c']);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(1);
  });

  test('a thread that dies fails its own question only, and is replaced', async () => {
    open();
    const [died, next] = await Promise.allSettled([threads.ask('die'), threads.ask('a')]);
    expect(died).toMatchObject({ reason: { message: 'died of the question' } });
    expect(next).toMatchObject({ value: { said: 'a' } });
  });

  test('a thread that thinks too long is ended, and the next question is answered', async () => {
    open({ timeoutMs: 4_000 });
    await expect(threads.ask('wait')).rejects.toThrow('the thread took too long');
    expect(await threads.ask('a')).toMatchObject({ said: 'a' });
  });

  test('more questions than may wait are refused as overload, to be tried again', async () => {
    open();
    const all = ['a', 'b', 'c', 'd'].map((word) => threads.ask(word));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[3]).toMatchObject({ reason: { code: 'platform.overloaded' } });
  });

  test('closing fails what still waits', async () => {
    open();
    const waiting = threads.ask('wait');
    await threads.close();
    await expect(waiting).rejects.toThrow('the thread died');
    await expect(threads.ask('a')).rejects.toThrow('closed');
  });
});
