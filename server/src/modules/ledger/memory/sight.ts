// Makes submissions ready to be judged that could not be at once: waits for those who are in their
// way, and looks into the database for many of them together.

import { batchQueue, type Session } from '#platform';
import { refuseLedger } from '../refusals.ts';
import { fail, findSlots, type Asked } from './asked.ts';
import type { Books } from './books.ts';
import { namesIn, openTurnOn, wantedFor } from './claim.ts';
import { look, type Found, type Wanted } from './look.ts';
import { within } from './waiting.ts';

export type Sight = {
  /** True when a submission can be judged; false when it was failed, for it waited too long. */
  readonly seeTo: (asked: Asked) => Promise<boolean>;
};

const IDS_AT_ONCE = 20_000;

export function openSight(
  books: Books,
  reader: Session,
  inTheWayMs: number,
  isOn: () => boolean,
): Sight {
  const looks = batchQueue<Wanted, Found>({
    work: async (wanted) => {
      const found = await look(books, reader.query, together(wanted)).then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      );
      return wanted.map(() => found);
    },
    weightOf: ({ ids, accountIds }) => 1 + ids.length + accountIds.length,
    batchMax: IDS_AT_ONCE,
    waitingMax: Infinity,
    writers: 1,
    overloaded: () => refuseLedger('ledger.overloaded'),
  });

  return {
    seeTo: async (asked) => {
      const { transfers } = asked.submission;
      const by = Math.min(asked.by, performance.now() + inTheWayMs);
      let names = namesIn(books, transfers);
      for (
        let other = openTurnOn(books, names);
        other !== undefined;
        other = openTurnOn(books, names)
      ) {
        if (!(await within(other.ended, by))) {
          // When the term is over, the next one sees to it.
          if (isOn()) fail(asked, refuseLedger('ledger.overloaded'));
          return false;
        }
        names = namesIn(books, transfers);
      }
      const wanted = wantedFor(books, transfers, names);
      asked.found = wanted === undefined ? undefined : await looks.put(wanted);
      findSlots(asked, books.slots);
      if (new Set(transfers.map(({ id }) => id)).size < transfers.length) asked.plain = false;
      return true;
    },
  };
}

function together(wanted: readonly Wanted[]): Wanted {
  return {
    ids: wanted.flatMap(({ ids }) => ids),
    accountIds: [...new Set(wanted.flatMap(({ accountIds }) => accountIds))],
    pendingIds: wanted.flatMap(({ pendingIds }) => pendingIds),
  };
}
