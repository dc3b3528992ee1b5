// The server processes of a torture: two at a time, and a third that is ready to take the place of
// whoever is killed, because starting one takes longer than a round should.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromServer, Told, ToServer } from './told.ts';

const SERVER = join(import.meta.dirname, 'server.ts');
const AT_ONCE = 2;

type Server = {
  readonly child: ChildProcess;
  isLoaded: boolean;
  isOnDuty: boolean;
  isIdle: boolean;
};

export type Servers = {
  /** Sets every server to work, now and as they come. */
  readonly work: () => void;
  /** Lets all of them finish what is under way; resolves when they have. */
  readonly stop: (until: (isSo: () => boolean) => Promise<void>) => Promise<void>;
  readonly isAnyOnDuty: () => boolean;
  /** How many died without having been killed. */
  readonly diedByThemselves: () => number;
  /** Kills one that is on duty, or all of them; the next ones take their place. */
  readonly kill: (which: 'one' | 'all') => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Starts the servers of an engine; every answer they give is handed on. */
export function startServers(
  processArguments: readonly string[],
  onTold: (told: readonly Told[]) => void,
): Servers {
  const active: Server[] = [];
  let isWorking = false;
  let died = 0;

  function start(): Server {
    const child = fork(SERVER, [...processArguments], { execArgv: ['--import', 'tsx'] });
    const server: Server = { child, isLoaded: false, isOnDuty: false, isIdle: true };
    child.on('message', (message: FromServer) => {
      if ('told' in message) onTold(message.told);
      if ('loaded' in message) {
        server.isLoaded = true;
        if (active.includes(server)) tell(server, 'open');
      }
      if ('idle' in message) server.isIdle = true;
      if ('onDuty' in message) {
        server.isOnDuty = true;
        if (isWorking) set(server, 'work');
      }
    });
    child.once('exit', () => {
      if (!child.killed) died++;
    });
    return server;
  }

  let spare = start();

  function fill(): void {
    while (active.length < AT_ONCE) {
      const next = spare;
      active.push(next);
      spare = start();
      if (next.isLoaded) tell(next, 'open');
    }
  }

  async function killThese(servers: readonly Server[]): Promise<void> {
    await killed(servers);
    for (const one of servers) active.splice(active.indexOf(one), 1);
    fill();
  }

  fill();
  return {
    work: () => {
      isWorking = true;
      for (const server of active) if (server.isOnDuty) set(server, 'work');
    },
    stop: async (until) => {
      isWorking = false;
      const working = active.filter(({ isIdle }) => !isIdle);
      for (const server of working) set(server, 'stop');
      await until(() => working.every(({ isIdle }) => isIdle));
    },
    diedByThemselves: () => died,
    isAnyOnDuty: () => active.some(({ isOnDuty }) => isOnDuty),
    kill: (which) => {
      const onDuty = active.filter(({ isOnDuty }) => isOnDuty);
      const one = onDuty.at(Math.floor(performance.now()) % Math.max(1, onDuty.length));
      return killThese(which === 'all' ? [...active] : one === undefined ? [] : [one]);
    },
    end: () => killed([...active, spare]),
  };
}

/** Sets it to work, or lets it finish. */
function set(server: Server, to: 'work' | 'stop'): void {
  server.isIdle = false;
  tell(server, to);
}

function tell({ child }: Server, what: ToServer['do']): void {
  child.send({ do: what } satisfies ToServer, () => undefined);
}

async function killed(servers: readonly Server[]): Promise<void> {
  for (const { child } of servers) child.kill('SIGKILL');
  await Promise.all(servers.map(({ child }) => gone(child)));
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
