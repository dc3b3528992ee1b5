// What can be set about engine memory; the defaults are right for a bank on one machine.

export type MemoryOptions = {
  /** Transfers in one batch: larger ones carry more, and hold the event loop for longer. */
  readonly batchMax?: number;
  /** Transfers that may wait or be under way; the next are refused. */
  readonly waitingMax?: number;
  /** How long a submission may wait, and how long its outcome is looked for. */
  readonly patienceMs?: number;
  /** How long a posting waits for this process to come on duty. */
  readonly postingPatienceMs?: number;
  /** How long one waits for an open transaction that holds one of its ids. */
  readonly inTheWayMs?: number;
  /** Pauses between tries for the duty while another process has it, and after a failure. */
  readonly tryEveryMs?: number;
  /** Pauses between folds. */
  readonly foldEveryMs?: number;
  /** Told of every trouble that ends a term; the engine goes on by itself. */
  readonly onTrouble?: (trouble: unknown) => void;
};

export const DEFAULTS = {
  batchMax: 4_000,
  waitingMax: 60_000,
  patienceMs: 30_000,
  postingPatienceMs: 5_000,
  inTheWayMs: 8_000,
  tryEveryMs: 250,
  foldEveryMs: 500,
  onTrouble: (): void => undefined,
} as const satisfies Required<MemoryOptions>;
