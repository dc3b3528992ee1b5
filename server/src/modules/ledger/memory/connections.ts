// The connections of the one writer. Whoever has the first, with the lock of the duty on it, is the
// writer; where it breaks, the database gives the lock to the next who asks.

import type { Database, Session } from '#platform';
import { tryForDuty } from './store.ts';

export type Connections = {
  /** Holds the duty; takes the books over, and folds. */
  readonly control: Session;
  readonly reader: Session;
  /** Batches go through them in turn, so that the next is inserted while the last commits. */
  readonly writers: readonly [Session, Session];
};

/** Connects and takes the duty; undefined while another process has it. */
export async function takeDuty(
  database: Database,
  onLost: () => void,
): Promise<Connections | undefined> {
  const control = await database.connect(onLost);
  try {
    if (await tryForDuty(control.query)) return await withOthers(database, control, onLost);
    await control.close();
    return undefined;
  } catch (error) {
    control.cut();
    throw error;
  }
}

/** Keeps what still holds of some connections, and replaces the others. */
export async function mended(
  database: Database,
  { control, reader, writers }: Connections,
  onLost: () => void,
): Promise<Connections | undefined> {
  // What is under way on them belongs to a term that is over.
  for (const session of [reader, ...writers]) session.cut();
  if (!control.isOpen()) return takeDuty(database, onLost);
  return withOthers(database, control, onLost);
}

async function withOthers(
  database: Database,
  control: Session,
  onLost: () => void,
): Promise<Connections> {
  const three = [
    database.connect(onLost),
    database.connect(onLost),
    database.connect(onLost),
  ] as const;
  try {
    const [reader, first, second] = await Promise.all(three);
    return { control, reader, writers: [first, second] };
  } catch (error) {
    // Those that came, and those that still come, are of no use without the others.
    for (const one of three) {
      one.then(
        (session) => session.cut(),
        () => undefined,
      );
    }
    throw error;
  }
}

/** Drops all of them at once; the duty goes to whoever asks next. */
export function cutAll({ control, reader, writers }: Connections): void {
  for (const session of [control, reader, ...writers]) session.cut();
}
