// What a server under torture tells its parent: every answer as it comes. One that was still on its
// way when the process died counts as never given.

/** An answer to one transfer. */
export type Told = {
  readonly id: string;
  /** Null where the ledger was to find the amount itself. */
  readonly amountMinor: string | null;
  /**
   * The ledger's status; 'not made' where an error said so, 'unknown' where nobody could say,
   * 'rolled back' where the use case itself changed its mind.
   */
  readonly status: string;
};

export type FromServer =
  /** It is loaded, and stays out of everything until it is told to open. */
  | { readonly loaded: true }
  | { readonly told: readonly Told[] }
  /** It may write the books. */
  | { readonly onDuty: true }
  /** It has nothing under way any more. */
  | { readonly idle: true };

export type ToServer = { readonly do: 'open' | 'work' | 'stop' };

/** The code of transfers that belong to a row of a use case. */
export const USE_CASE = 77;

/** The rows of use cases, beside the books: each belongs to one transfer of its id. */
export const ORDERS = `
  create schema torture;
  create table torture.orders (id uuid primary key, amount_minor bigint not null);
  grant usage on schema torture to sycee_app;
  grant select, insert on torture.orders to sycee_app;
`;

/** Who pays whom: few and poor, so that limits are always near. */
export const CUSTOMERS = 60;
export const FUNDS_MINOR = 300n;
