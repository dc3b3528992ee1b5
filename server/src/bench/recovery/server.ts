// The server that a measurement of recovery kills: an engine under load in a process of its own. It
// tells its parent what happens as it happens; the parent holds the clock.

import { once } from 'node:events';
import { bankAccounts, type EngineName } from '#ledger';
import { openEngine, type RunningEngine } from '../engines.ts';
import { idOf, risingIds } from '../ids.ts';
import { askUntil, saturate, type Speed } from '../pace.ts';
import { customersOf, many, payment, trafficBetween } from '../traffic.ts';

export type Orders = {
  readonly url: string;
  readonly engine: EngineName;
  readonly run: string;
  /** The accounts that have money, and are paid between. */
  readonly funded: number;
  /** Accounts from `funded` up to this number get money first, each for the first time. */
  readonly accounts: number;
  /** How long the funding may take; what is not funded by then stays out. */
  readonly seconds: number;
  /** Does nothing until it is told to go. */
  readonly isStandby: boolean;
};

/** What it tells; `made` are the transfers acknowledged so far, told a few times a second. */
export type News =
  | { readonly is: 'loaded' }
  | { readonly is: 'opened' }
  | {
      readonly is: 'touched';
      readonly speed: Speed;
      readonly bytes: number;
      readonly funded: number;
    }
  | { readonly is: 'made'; readonly made: number };

const CLIENTS = { clients: 4, size: 2_000 };
const TELL_MS = 100;
const AGAIN_MS = 20;
const FUNDS_MINOR = 10n ** 9n;

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const told = orders.isStandby ? once(process, 'message') : undefined;
tell({ is: 'loaded' });
const running = await openEngine(orders.engine, orders.url);
tell({ is: 'opened' });
await told;
const funded = orders.accounts > orders.funded ? await touch(running) : orders.funded;
await loadWithoutEnd(running, funded);

/** Pays to account after account, each of them new to this process. */
async function touch({ make, lines }: RunningEngine): Promise<number> {
  const nextId = risingIds();
  const before = bytesInUse();
  let number = orders.funded;
  const isOver = (now: number): boolean => number >= orders.accounts || now >= end;
  const end = performance.now() + orders.seconds * 1000;
  const speed = await askUntil(
    () =>
      make(
        many(Math.min(CLIENTS.size, orders.accounts - number), () =>
          payment(nextId(), bankAccounts.cardSettlement, idOf(number++, orders.run), FUNDS_MINOR),
        ),
      ),
    CLIENTS,
    isOver,
  );
  await lines.catchUp();
  const bytes = (bytesInUse() - before) / (number - orders.funded);
  tell({ is: 'touched', speed, bytes, funded: number });
  return number;
}

function bytesInUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Goes on whatever happens: a standby is refused until it is its turn. */
async function loadWithoutEnd({ make }: RunningEngine, count: number): Promise<never> {
  const next = trafficBetween(customersOf(count, orders.run));
  let made = 0;
  let toldMade = 0;
  const attempt = async (): Promise<void> => {
    try {
      await make(many(CLIENTS.size, () => next('random')));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      return;
    }
    made += CLIENTS.size;
    // The first is told at once: it ends the time without a server.
    if (toldMade === 0) tellMade();
  };
  const tellMade = (): void => {
    toldMade = made;
    tell({ is: 'made', made });
  };
  setInterval(() => made > toldMade && tellMade(), TELL_MS);
  for (;;) await saturate(attempt, CLIENTS, 3_600);
}

function tell(news: News): void {
  process.send?.(news);
}
