// The process that a torture kills: a server under full load through every door of the ledger. It
// works when its parent says so, and when it is on duty.

import { openLedger, lineWriter, pendingExpiry, type EngineName } from '#ledger';
import { openDatabase } from '../bench/place.ts';
import { customersOf } from '../bench/traffic.ts';
import { clientOf } from './client.ts';
import { CUSTOMERS, type FromServer, type Told, type ToServer } from './told.ts';

const CLIENTS = 60;
const PATIENCE_MS = 4_000;
const WORKERS_EVERY_MS = 150;

const [url = '', engineName = 'sql', run = ''] = process.argv.slice(2);
const database = openDatabase(url, 12);
const engine = await toldToOpen().then(opened);
const state = { isWorking: false };
let answers: Told[] = [];
let underWay: Promise<unknown> = Promise.resolve();

void engine.ready().then(() => say({ onDuty: true }));
process.on('message', (message: ToServer) => {
  state.isWorking = message.do === 'work';
  if (state.isWorking) {
    const clients = Array.from({ length: CLIENTS }, () => client());
    underWay = Promise.all([...clients, workers()]);
    return;
  }
  void becomeIdle();
});
process.on('disconnect', () => process.exit(0));

async function becomeIdle(): Promise<void> {
  await underWay;
  tellAll();
  say({ idle: true });
}

/** A spare one must not take the duty from those that work. */
function toldToOpen(): Promise<void> {
  const told = new Promise<void>((go) => process.once('message', () => go()));
  say({ loaded: true });
  return told;
}

/** The database may be dying just now: a process that stands by tries until it can. */
async function opened(): ReturnType<typeof openLedger> {
  const common = { batchMax: 256, patienceMs: PATIENCE_MS };
  for (;;) {
    try {
      return engineName === ('memory' satisfies EngineName)
        ? await openLedger(database, {
            engine: 'memory',
            tryEveryMs: 50,
            foldEveryMs: 100,
            postingPatienceMs: 1_000,
            ...common,
          })
        : await openLedger(database, { engine: 'sql', ...common });
    } catch {
      await pause(50);
    }
  }
}

async function client(): Promise<void> {
  const turn = clientOf(database, engine, customersOf(CUSTOMERS, run), tell);
  while (state.isWorking) if (!(await turn())) await pause(100);
}

/** What runs behind the payments of a bank: lines of statements, and holds whose time is over. */
async function workers(): Promise<void> {
  while (state.isWorking) {
    for (const worker of [lineWriter, pendingExpiry]) {
      await worker.run(database).catch(() => undefined);
    }
    await pause(WORKERS_EVERY_MS);
  }
}

/** Answers of one turn of the event loop go together. */
function tell(told: Told): void {
  if (answers.length === 0) setImmediate(tellAll);
  answers.push(told);
}

function tellAll(): void {
  if (answers.length > 0) say({ told: answers });
  answers = [];
}

function say(message: FromServer): void {
  process.send?.(message);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
