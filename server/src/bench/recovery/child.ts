// A server of the measurement, seen from its parent: when it told what, and its sudden end.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { News, Orders } from './server.ts';

export type Child = {
  /** The first news of a kind, with the moment at which it came. */
  readonly first: <Is extends News['is']>(is: Is) => Promise<At<Extract<News, { is: Is }>>>;
  /** Transfers acknowledged by now. */
  readonly made: () => number;
  /** Lets a standby begin. */
  readonly go: () => void;
  /** kill -9; answers the moment. */
  readonly kill: () => Promise<number>;
};

type At<Told> = Told & { readonly at: number };

const SERVER = join(import.meta.dirname, 'server.ts');

/** Starts a server process. */
export function startChild(orders: Orders): Child {
  const process = fork(SERVER, [JSON.stringify(orders)], {
    execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=12000'],
  });
  const heard = new Map<News['is'], At<News>>();
  const waiting = new Map<News['is'], (news: At<News>) => void>();
  let made = 0;
  process.on('message', (message) => {
    const news = { ...(message as News), at: performance.now() };
    if (news.is === 'made') made = news.made;
    if (!heard.has(news.is)) heard.set(news.is, news);
    waiting.get(news.is)?.(news);
  });
  const ended = once(process, 'exit');
  const first = async (is: News['is']): Promise<At<News>> => {
    const before = heard.get(is);
    if (before !== undefined) return before;
    const told = new Promise<At<News>>((resolve) => waiting.set(is, resolve));
    const gone = ended.then(() => Promise.reject(new Error(`the server ended before '${is}'`)));
    return Promise.race([told, gone]);
  };
  return {
    first: first as Child['first'],
    made: () => made,
    go: () => void process.send('go'),
    kill: async () => {
      const at = performance.now();
      process.kill('SIGKILL');
      await ended;
      return at;
    },
  };
}
