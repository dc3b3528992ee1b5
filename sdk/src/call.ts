// What every call of the bank has in common, and the row by which the client sends it.

/** What any call may carry beside its own parts. */
export type Call = {
  /** Ends the wait; the request itself may still reach the bank. */
  readonly signal?: AbortSignal;
};

/** How an operation travels. */
export type Route = {
  readonly method: string;
  /** The path with its parameters in braces: `/v1/orders/{order_id}`. */
  readonly path: string;
  readonly reply: 'json' | 'file' | 'none';
};

/** The parts of any call, as the client sees them beneath the generated types. */
export type AnyCall = Call & {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  readonly idempotencyKey?: string;
  readonly proof?: string;
  readonly stepUp?: string | undefined;
};
