// Natural batching: a batch starts whenever a writer is free and takes all that waits. Alone, an
// item waits for nobody; under load batches grow by themselves. The queue is bounded.

/** What became of one item of a batch. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly error: unknown };

export type BatchQueueParts<Item, Answer> = {
  /** Works one batch off and answers an outcome an item, in order; never throws. */
  readonly work: (items: readonly Item[]) => Promise<readonly Outcome<Answer>[]>;
  /** How much room an item takes, at least 1. */
  readonly weightOf: (item: Item) => number;
  /** A batch is closed before it gets heavier than this; one item alone may be. */
  readonly batchMax: number;
  /** Beyond this weight of waiting items the next one is refused. */
  readonly waitingMax: number;
  /** How many batches may be under way at once. */
  readonly writers: number;
  /** The error for an item that finds no room. */
  readonly overloaded: () => Error;
};

export type BatchQueue<Item, Answer> = {
  readonly put: (item: Item) => Promise<Answer>;
  /** Refuses what is new; resolves when everything taken has its outcome. */
  readonly close: () => Promise<void>;
};

type Waiting<Item, Answer> = {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/** A queue that hands what waits to writers in batches. */
export function batchQueue<Item, Answer>(
  parts: BatchQueueParts<Item, Answer>,
): BatchQueue<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let weightWaiting = 0;
  let busy = 0;
  let woken = false;
  let whenIdle: (() => void) | undefined;
  let closed = false;

  /** Everything that arrives in one turn of the event loop may share a batch. */
  function wake(): void {
    if (woken || busy >= parts.writers || waiting.length === 0) return;
    woken = true;
    setImmediate(() => {
      woken = false;
      void write();
    });
  }

  async function write(): Promise<void> {
    const batch = take();
    if (batch.length === 0) return;
    busy++;
    wake();
    const outcomes = await parts.work(batch.map(({ item }) => item));
    busy--;
    wake();
    for (const [index, one] of batch.entries()) settle(one, outcomes[index]);
    if (busy === 0 && waiting.length === 0) whenIdle?.();
  }

  function take(): Waiting<Item, Answer>[] {
    let weight = 0;
    const end = waiting.findIndex((one, index) => {
      weight += one.weight;
      return index > 0 && weight > parts.batchMax;
    });
    const batch = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    for (const one of batch) weightWaiting -= one.weight;
    return batch;
  }

  return {
    put: (item) =>
      new Promise((resolve, reject) => {
        const weight = parts.weightOf(item);
        if (closed || (weightWaiting > 0 && weightWaiting + weight > parts.waitingMax)) {
          reject(parts.overloaded());
          return;
        }
        waiting.push({ item, weight, resolve, reject });
        weightWaiting += weight;
        wake();
      }),
    close: async () => {
      closed = true;
      if (busy > 0 || waiting.length > 0) await new Promise<void>((go) => (whenIdle = go));
    },
  };
}

function settle<Item, Answer>(
  { resolve, reject }: Waiting<Item, Answer>,
  outcome: Outcome<Answer> | undefined,
): void {
  if (outcome === undefined) reject(new Error('a batch gave fewer outcomes than it has items'));
  else if ('answer' in outcome) resolve(outcome.answer);
  else reject(outcome.error);
}
