// Asks the thread that makes pictures smaller, one picture at a time.

import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export type Shrunk = {
  readonly jpeg: Uint8Array;
  /** How much wider the picture was. */
  readonly factor: number;
};

const LOAD_SOURCE = `
  const { loader, script } = require('node:worker_threads').workerData;
  import(loader).then(({ register }) => { register(); return import(script); });
`;

/** Starts the thread; end it with `terminate`. */
export function startShrinking(): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(join(dirname(fileURLToPath(import.meta.url)), 'shrink-thread.js'));
  }
  // From source, as in tests, a thread needs the loader that its parent has.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const workerData = {
    loader: pathToFileURL(join(tsx, 'dist', 'esm', 'api', 'index.mjs')).href,
    script: new URL('shrink-thread.ts', import.meta.url).href,
  };
  return new Worker(LOAD_SOURCE, { eval: true, workerData });
}

/** A picture of at most this width; undefined when it is none. */
export async function shrink(
  thread: Worker,
  bytes: Uint8Array,
  width: number,
): Promise<Shrunk | undefined> {
  const answered = once(thread, 'message');
  thread.postMessage({ bytes, width }, []);
  const [answer] = (await answered) as [Shrunk | undefined];
  return answer;
}
