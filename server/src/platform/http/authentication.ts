// What the HTTP server needs from the room that knows sessions and PINs; main.ts brings them
// together, so that the platform knows neither.

import type { Tx } from '../database/transaction.ts';
import type { Caller, Client } from './route.ts';

/** What a session request presents. */
export type Credentials = { readonly sessionToken: string; readonly deviceSecret: string };

/** Finds the caller of a live session whose device secret matches, or undefined. */
export type Authenticate = (
  tx: Tx,
  credentials: Credentials,
  client: Client,
) => Promise<Caller | undefined>;

/** Uses up a PIN proof of the caller's session; false when it is unknown, used or expired. */
export type ConsumeProof = (tx: Tx, caller: Caller, proof: string) => Promise<boolean>;
