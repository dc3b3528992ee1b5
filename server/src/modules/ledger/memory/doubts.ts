// What a term left behind: batches that were committed or not, and submissions that nobody judged.
// The first are found out by looking, never by guessing; all that was not made is judged again.

import { OutcomeUnknown, sqlStateOf, type Query } from '#platform';
import { liesInOne } from '../lies-in-one.ts';
import { refuseLedger } from '../refusals.ts';
import { answer, fail, type Asked } from './asked.ts';
import { isEmpty, type Batch } from './batch.ts';
import { standingUnder } from './store.ts';
import type { Remains } from './term.ts';

/** Who has the books now; under which nothing of an earlier epoch can be committed any more. */
export type Succession = {
  readonly epoch: bigint;
  /** The last batch of the epoch before that was committed, where that is known. */
  readonly endedBatch: bigint | undefined;
};

/** Nothing left behind. */
export const NO_REMAINS: Remains = {
  epoch: 0n,
  stoppedAt: 0,
  trouble: undefined,
  faulty: undefined,
  doubtful: [],
  waiting: [],
  suspects: [],
};

/**
 * Answers the submissions of doubtful batches that were committed. The others wait again, but for
 * those whose batch was the trouble: they are failed, or tried by halves until one is at fault.
 */
export async function withoutDoubts(
  query: Query,
  succession: Succession,
  past: Remains,
): Promise<Remains> {
  const waiting: Asked[] = [];
  const suspects: (readonly Asked[])[] = [];
  let isLost = false;
  for (const batch of past.doubtful) {
    const group = batch.answers.map(({ asked }) => asked).filter((asked) => !asked.isOver);
    // Batches are committed in order: what comes after one that was not, was not either.
    isLost ||= !(await wasCommitted(query, succession, past.epoch, batch));
    if (!isLost) for (const { asked, statuses } of batch.answers) answer(asked, statuses);
    else if (batch !== past.faulty || mayPass(past.trouble)) waiting.push(...group);
    else if (group.length > 1 && liesInOne(past.trouble)) suspects.push(...halves(group));
    else for (const asked of group) fail(asked, past.trouble);
  }
  return {
    ...past,
    faulty: undefined,
    doubtful: [],
    waiting: [...waiting, ...past.waiting],
    suspects: [...suspects, ...past.suspects],
  };
}

async function wasCommitted(
  query: Query,
  { epoch, endedBatch }: Succession,
  ownEpoch: bigint,
  batch: Batch,
): Promise<boolean> {
  if (isEmpty(batch)) return true;
  if (epoch === ownEpoch + 1n && endedBatch !== undefined) {
    return BigInt(batch.number) <= endedBatch;
  }
  // Another process had the books meanwhile: a batch is all or nothing, so one witness is enough.
  return standsIn(query, batch);
}

/** A transfer of ours is known by its timestamp from one that somebody else made under its id. */
async function standsIn(query: Query, { answers, failed, first }: Batch): Promise<boolean> {
  const made = answers.flatMap(({ asked: { submission }, statuses }) =>
    submission.transfers.flatMap(({ id }, at) => (statuses[at] === 'created' ? id : [])),
  );
  const witness = made[0] ?? failed[0]?.id;
  if (witness === undefined) return false;
  const standing = await standingUnder(query, [witness]);
  if (made[0] === undefined) return standing.failed.has(witness);
  return standing.transfers.get(witness)?.timestamp === first;
}

function halves(group: readonly Asked[]): (readonly Asked[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

/** SQLSTATE classes of lost connections, and of work that met somebody else's. */
const PASSING = new Set(['', '08', '40', '55', '57']);

/** Whether the same batch may well be written when it is judged again. */
function mayPass(trouble: unknown): boolean {
  return !liesInOne(trouble) && PASSING.has(sqlStateOf(trouble).slice(0, 2));
}

/**
 * Nobody waits for ever: submissions whose time is over are refused, and those in doubt for too
 * long are told that nobody knows.
 */
export function withoutLate(past: Remains, patienceMs: number): Remains {
  const now = performance.now();
  const { waiting, suspects, doubtful, trouble, stoppedAt } = past;
  for (const asked of [...waiting, ...suspects.flat()]) {
    if (asked.by < now) fail(asked, refuseLedger('ledger.overloaded'));
  }
  const isOverdue = doubtful.length > 0 && stoppedAt + patienceMs < now;
  if (isOverdue) {
    for (const { asked } of doubtful.flatMap(({ answers }) => answers)) {
      fail(asked, new OutcomeUnknown(trouble));
    }
  }
  return {
    ...past,
    doubtful: isOverdue ? [] : doubtful,
    waiting: waiting.filter((asked) => !asked.isOver),
    suspects: suspects.map((group) => group.filter((asked) => !asked.isOver)),
  };
}

/** Fails whatever still waits: the engine closes. */
export function failAll({ waiting, suspects, doubtful, trouble }: Remains): void {
  const unjudged = [...waiting, ...suspects.flat()];
  for (const asked of unjudged) fail(asked, refuseLedger('ledger.overloaded'));
  for (const { asked } of doubtful.flatMap(({ answers }) => answers)) {
    fail(asked, new OutcomeUnknown(trouble));
  }
}
