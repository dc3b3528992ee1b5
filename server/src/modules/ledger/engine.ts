// The seam between the ledger's `submit` door and what carries it out. An engine makes transfers on
// its own, many requests at a time; every engine runs the same rules and promises the same.

import type { NewEvent } from '#platform';
import type { NewTransfer, TransferStatus } from './transfer.ts';

/** What this process is to the books: it may write, another process does, or neither yet. */
export type Duty = 'on_duty' | 'standby' | 'starting';

/** What can be measured of an engine, by name; what ends in `_total` only grows. */
export type Figures = Readonly<Record<string, { readonly help: string; readonly value: number }>>;

/** What one caller asks for at once. */
export type Submission = {
  readonly transfers: readonly NewTransfer[];
  /** Published in the same transaction when every transfer was created, else not at all. */
  readonly events?: readonly NewEvent[];
};

export type Engine = {
  /**
   * Makes transfers in order and answers a status each, after the commit that holds them. Linked
   * chains end within a submission. Raises `ledger.overloaded` when too much waits, and
   * OutcomeUnknown when nobody can say whether a commit took place: then submit the same again.
   * Any other error means that nothing was made.
   */
  readonly submit: (submission: Submission) => Promise<TransferStatus[]>;
  /** Resolves when this process may write the books; with engine memory it may have to stand by. */
  readonly ready: () => Promise<void>;
  readonly duty: () => Duty;
  readonly figures: () => Figures;
  /** Takes nothing new; resolves when everything taken has its answer. */
  readonly close: () => Promise<void>;
};
