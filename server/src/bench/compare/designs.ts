// What is compared: the ledger's doors and engines, the plain designs that others build on the same
// PostgreSQL, and the machine's own limit.

import { post, type EngineName, type NewTransfer } from '#ledger';
import { openEngine, requireCreated } from '../engines.ts';
import type { Lines } from '../lines.ts';
import type { Clients } from '../pace.ts';
import type { Place } from '../place.ts';
import { fileEngine } from './file-engine.ts';
import { functionTransfer, naiveTransfer, plainDesign } from './plain-designs.ts';

export type Design = {
  readonly name: string;
  readonly about: string;
  /** The ways to ask it that keep it busy; each is a line of the table. */
  readonly askedBy: readonly Clients[];
  readonly open: (place: Place) => Promise<OpenDesign>;
};

export type OpenDesign = {
  /** Resolves when all of them are durable; rejects when any was not made. */
  readonly make: (transfers: readonly NewTransfer[]) => Promise<void>;
  /** The statements that are written behind its commits, where they are. */
  readonly lines?: Lines;
  readonly close: () => Promise<void>;
};

/** As many as there are connections: more would only wait for a row or for each other. */
const FEW = 8;
const ONE_EACH: readonly Clients[] = [{ clients: FEW, size: 1 }];
/** Both have 8 000 transfers under way: four who bring 2 000 at once, and 8 000 who bring one. */
const MANY: readonly Clients[] = [
  { clients: 4, size: 2_000 },
  { clients: 8_000, size: 1 },
];

export const designs: readonly Design[] = [
  {
    name: 'naive',
    about: 'a transaction a transfer from Node: lock two rows, insert, update two',
    askedBy: ONE_EACH,
    open: (place) => plainDesign(place, FEW, naiveTransfer),
  },
  {
    name: 'function',
    about: 'the same as one PL/pgSQL call a transfer',
    askedBy: ONE_EACH,
    open: (place) => plainDesign(place, FEW, functionTransfer),
  },
  postOn('sql'),
  postOn('memory'),
  engine('sql', "the ledger's submit, engine sql: row locks, any number of processes"),
  engine('memory', "the ledger's submit, engine memory: one writer, balances in its memory"),
  {
    name: 'fsync',
    about: 'balances in memory, an appended file, one fsync a batch: no database',
    askedBy: MANY,
    open: ({ folder }) => fileEngine(folder),
  },
];

function engine(name: EngineName, about: string): Design {
  const open = ({ url }: Place): Promise<OpenDesign> => openEngine(name, url);
  return { name, about, askedBy: MANY, open };
}

/** The ledger's other door, with a transaction of its own for each transfer. */
function postOn(name: EngineName): Design {
  const open = async ({ url }: Place): Promise<OpenDesign> => {
    const { database, lines, close } = await openEngine(name, url);
    const make = async (transfers: readonly NewTransfer[]): Promise<void> =>
      requireCreated(await database.transact((tx) => post(tx, transfers)));
    return { make, lines, close };
  };
  const about = `the ledger's post in a transaction of its own, under engine ${name}`;
  return { name: `post ${name}`, about, askedBy: ONE_EACH, open };
}
