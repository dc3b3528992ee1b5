// What the HTTP server needs from the rooms that know sessions, PINs and the staff; main.ts brings
// them together, so that the platform knows none. Sessions and PINs are asked for many at once.

import type { Tx } from '../database/transaction.ts';
import type { Caller, StaffCaller } from './route.ts';

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

/** Makes proofs good again that were used up for requests that are not decided yet. */
export type GiveBackProofs = (tx: Tx, shown: readonly ShownProof[]) => Promise<void>;

/** What one of the staff asked for, and what became of it. */
export type StaffAction = {
  readonly caller: StaffCaller;
  readonly operation: string;
  /** What it was about: the parameters of the path, such as a case's id. */
  readonly target: string | null;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
  readonly requestId: string;
};

/** Who the staff are, and the book of what they do. */
export type StaffDoor = {
  /** Whose key it is; undefined for one that is unknown or was revoked. */
  readonly authenticate: (tx: Tx, key: string) => Promise<StaffCaller | undefined>;
  readonly record: (tx: Tx, action: StaffAction) => Promise<void>;
};
