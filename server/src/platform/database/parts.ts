// The parts of one transaction that can end by themselves: savepoints, and who wants to hear the
// end of what was done under them.

import type { Ending, Query, Tx } from './transaction.ts';

type Hear = (ending: Ending) => void;

export type Parts = Pick<Tx, 'atEnd' | 'nested'> & {
  /** Tells everybody who has not heard yet how the whole transaction ended. */
  readonly end: (ending: Ending) => void;
};

/** Savepoints and endings of a transaction whose statements go through `query`. */
export function partsOf(query: Query): Parts {
  const hearers: Hear[] = [];
  let savepoints = 0;

  /** Hearers that came after a mark are told, and hear nothing more. */
  function tell(ending: Ending, mark: number): void {
    for (const hear of hearers.splice(mark)) hear(ending);
  }

  return {
    atEnd: (hear) => void hearers.push(hear),
    nested: async (part) => {
      const savepoint = `part_${++savepoints}`;
      const mark = hearers.length;
      // Goes on the wire before the part's first statement; if it fails, so does that one.
      query(`savepoint ${savepoint}`).catch(() => undefined);
      try {
        const result = await part();
        await query(`release savepoint ${savepoint}`);
        return result;
      } catch (error) {
        // If this fails, the whole transaction has, and tells so.
        await query(`rollback to savepoint ${savepoint}`).then(
          () => tell('rolled_back', mark),
          () => undefined,
        );
        throw error;
      }
    },
    end: (ending) => tell(ending, 0),
  };
}
