// Threads for work that would hold up everybody else: one question at a time each, started when
// first needed, replaced when one dies or thinks too long. They do not keep the process alive.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { refusePlatform } from '../refusals.ts';
import { serverRoot } from '../server-root.ts';

export type ThreadOptions = {
  /** Path of the source below the server's package; the bundle has it in `dist` by its name. */
  readonly script: string;
  readonly count: number;
  /** How many questions may wait; beyond, asking is refused as `platform.overloaded`. */
  readonly queueMax: number;
  /** A thread that takes longer is ended, and its question fails. */
  readonly timeoutMs: number;
};

export type Threads<Question, Answer> = {
  /** The thread's answer to one message; raises an error when the thread dies over it. */
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
};

const LOAD_SOURCE = `
  const { loader, script } = require('node:worker_threads').workerData;
  import(loader).then(({ register }) => { register(); return import(script); });
`;

/** Threads that run a script, which answers each message from its parent with one message. */
export function openThreads<Question, Answer>(options: ThreadOptions): Threads<Question, Answer> {
  const queue: Waiting<Question, Answer>[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isClosed = false;

  const next = (): void => {
    if (queue.length === 0 || isClosed) return;
    const thread = idle.pop() ?? (all.size < options.count ? start() : undefined);
    const waiting = thread && queue.shift();
    if (thread !== undefined && waiting !== undefined) work(thread, waiting);
  };
  const start = (): Worker => {
    const thread = startThread(options.script);
    thread.once('exit', () => {
      all.delete(thread);
      if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
      next();
    });
    all.add(thread);
    return thread;
  };
  const work = (thread: Worker, { question, resolve, reject }: Waiting<Question, Answer>): void => {
    const timer = setTimeout(() => fail(new Error('the thread took too long')), options.timeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      thread.removeAllListeners('message').removeAllListeners('error').unref();
      thread.removeListener('exit', died);
    };
    const fail = (error: Error): void => {
      settle();
      // What a dying thread still says has nobody to hear it.
      thread.on('error', () => undefined);
      void thread.terminate();
      reject(error);
    };
    const died = (): void => fail(new Error('the thread died'));
    thread.ref();
    thread.once('error', fail);
    thread.once('exit', died);
    thread.once('message', (answer: Answer) => {
      settle();
      thread.on('error', () => undefined);
      idle.push(thread);
      resolve(answer);
      next();
    });
    thread.postMessage(question, []);
  };

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (isClosed) reject(new Error('the threads are closed'));
        else if (queue.length >= options.queueMax) reject(refusePlatform('platform.overloaded'));
        else queue.push({ question, resolve, reject });
        next();
      }),
    close: async () => {
      isClosed = true;
      for (const { reject } of queue.splice(0)) reject(new Error('the threads are closed'));
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}

function startThread(script: string): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    const name = script.slice(script.lastIndexOf('/') + 1).replace(/\.ts$/, '.js');
    return new Worker(serverRoot('dist', name));
  }
  // From source, as in development and tests, a thread needs the loader that its parent has.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const workerData = {
    loader: pathToFileURL(join(tsx, 'dist', 'esm', 'api', 'index.mjs')).href,
    script: pathToFileURL(serverRoot(...script.split('/'))).href,
  };
  return new Worker(LOAD_SOURCE, { eval: true, workerData });
}
