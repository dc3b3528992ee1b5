// A request and its answer, free of the HTTP library: what came, what of it a use case is given,
// and what goes back.

import { Refusal } from '@sycee/kit';
import { refusePlatform } from '../refusals.ts';
import type { Authenticate, ConsumeProofs, Credentials } from './authentication.ts';
import type { GiveBackProofs, StaffDoor } from './authentication.ts';
import type { Database } from '../database/transaction.ts';
import { isIdempotencyKey, type Answer } from './idempotency.ts';
import { problemOf, type ProblemContext } from './problem-view.ts';
import type { AnyCaller, AnyInput, Client, Route } from './route.ts';
import type { RawInput, Validate } from './validation.ts';

/** What the runner needs from the rest of the house. */
export type RunnerParts = {
  readonly database: Database;
  readonly authenticate: Authenticate;
  readonly consumeProofs: ConsumeProofs;
  readonly giveBackProofs: GiveBackProofs;
  /** Left out by a house without routes for staff. */
  readonly staff?: StaffDoor;
};

/** A route with all that is needed to run it. */
export type Runnable<Kind extends Route = Route> = {
  readonly parts: RunnerParts;
  readonly route: Kind;
  readonly validate: Validate;
};

/** A request as it came. */
export type Incoming = RawInput &
  ProblemContext & {
    readonly client: Client;
    readonly sessionToken: string | undefined;
    readonly deviceSecret: string | undefined;
    /** The key of one of the staff; never from a cookie. */
    readonly staffKey: string | undefined;
    readonly idempotencyKey: string | undefined;
    readonly proof: string | undefined;
    readonly stepUp: string | undefined;
  };

export type Outgoing = Answer & {
  /** The view before it became JSON; undefined for refusals and repeated answers. */
  readonly view?: unknown;
  readonly replayed?: boolean;
};

/** Raises what can be refused without asking the database. */
export function requirePresent(route: Route, incoming: Incoming): void {
  const { sessionToken, deviceSecret, staffKey, idempotencyKey, proof } = incoming;
  if (route.access === 'session' && (sessionToken === undefined || deviceSecret === undefined)) {
    throw refusePlatform('platform.unauthenticated');
  }
  if (route.access === 'staff' && staffKey === undefined) {
    throw refusePlatform('platform.staff_key_unknown');
  }
  if (route.money === true && !isIdempotencyKey(idempotencyKey ?? '')) {
    throw refusePlatform('platform.idempotency_key_required', { param: 'idempotency-key' });
  }
  if (route.proof === true && proof === undefined) {
    throw refusePlatform('platform.proof_required', { param: 'sycee-proof' });
  }
}

export function credentialsOf({ sessionToken, deviceSecret }: Incoming): Credentials {
  return { sessionToken: sessionToken ?? '', deviceSecret: deviceSecret ?? '' };
}

export function inputOf(
  { locale, client, stepUp }: Incoming,
  caller: AnyCaller,
  input: RawInput,
): AnyInput {
  return { ...input, caller, locale, client, stepUp };
}

export function proofInvalid(): Refusal {
  return refusePlatform('platform.proof_invalid', { param: 'sycee-proof' });
}

/** Whether a use case has left its request open, to be sent again with what it lacks. */
export function isUndecided(result: unknown): result is Refusal {
  return result instanceof Refusal && result.definition.undecided === true;
}

/** What goes back for what a use case has answered. */
export function outgoingOf(route: Route, incoming: Incoming, result: unknown): Outgoing {
  if (result instanceof Refusal) {
    const problem = problemOf(result, incoming);
    return { status: problem.status, body: problem };
  }
  const isEmpty = route.reply === undefined;
  const body = isEmpty ? null : result;
  return {
    status: route.status ?? (isEmpty ? 204 : 200),
    body,
    // It is kept and sent; written once.
    ...(route.money === true && { text: JSON.stringify(body) }),
    view: result,
  };
}
