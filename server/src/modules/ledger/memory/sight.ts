// Makes submissions ready to be judged that could not be at once: waits for those who are in their
// way, and looks into the database for many of them together.

import { batchQueue, type Session } from '#platform';
import { refuseLedger } from '../refusals.ts';
import { fail, findSlots, type Asked } from './asked.ts';
import type { Books } from './books.ts';
import { namesIn, openTurnOn, wantedFor } from './claim.ts';
import { look, type Found, type Wanted } from './look.ts';
import type { Turn } from './turns.ts';
import { within } from './waiting.ts';

export type Sight = {
  /** True when a submission can be judged; false when it waited too long and was failed. */
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
      let other: Turn | undefined;
      while ((other = openTurnOn(books, namesIn(books, transfers))) !== undefined) {
        const isOut = await within(other.ended, by);
        // When the term is over, the submission belongs to the next one.
        if (!isOn()) return false;
        if (!isOut) {
          fail(asked, refuseLedger('ledger.overloaded'));
          return false;
        }
      }
      const wanted = wantedFor(books, transfers, namesIn(books, transfers));
      const found = wanted && (await looks.put(wanted));
      if (!isOn()) return false;
      asked.found = found;
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
