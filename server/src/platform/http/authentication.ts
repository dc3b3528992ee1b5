// What the HTTP server needs from the room that knows sessions and PINs; main.ts brings them
// together, so that the platform knows neither. Both answer for many requests at once, in order.

import type { Tx } from '../database/transaction.ts';
import type { Caller } from './route.ts';

/** What a session request presents. */
export type Credentials = { readonly sessionToken: string; readonly deviceSecret: string };

/** Finds the callers of live sessions whose device secrets match; undefined where there is none. */
export type Authenticate = (
  tx: Tx,
  asked: readonly Credentials[],
) => Promise<readonly (Caller | undefined)[]>;

export type ShownProof = { readonly caller: Caller; readonly proof: string };

/**
 * Uses up PIN proofs of the callers' sessions; false for one that is unknown, used or expired, or
 * that was shown before in the same list.
 */
export type ConsumeProofs = (tx: Tx, shown: readonly ShownProof[]) => Promise<readonly boolean[]>;
