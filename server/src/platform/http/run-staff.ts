// The way of a request of the staff: whose key, which role, one transaction with the use case and
// its audit row. What is refused leaves a row too, in a transaction of its own.

import { Refusal } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import { refusePlatform } from '../refusals.ts';
import type { StaffDoor } from './authentication.ts';
import { inputOf, outgoingOf, type Incoming, type Outgoing, type Runnable } from './exchange.ts';
import { refusalOf } from './problem-view.ts';
import type { SingleRoute, StaffCaller } from './route.ts';

type Single = Runnable<SingleRoute>;

/** Runs one request of the staff; raises a Refusal, or a defect. */
export async function runStaff(single: Single, incoming: Incoming): Promise<Outgoing> {
  const { parts, route } = single;
  const door = parts.staff;
  if (door === undefined) throw new Error(`route ${route.operation}: this house has no staff`);
  const seen: { caller?: StaffCaller } = {};
  const note = (tx: Tx, caller: StaffCaller, outcome: string) =>
    door.record(tx, {
      caller,
      operation: route.operation,
      target: targetOf(incoming),
      outcome,
      requestId: incoming.requestId,
    });
  try {
    return await parts.database.transact(async (tx) => {
      const caller = await callerOf(tx, door, incoming);
      seen.caller = caller;
      const result = await perform(tx, single, incoming, caller);
      await note(tx, caller, result instanceof Refusal ? result.code : 'done');
      return outgoingOf(route, incoming, result);
    });
  } catch (error) {
    const { caller } = seen;
    if (caller !== undefined) {
      const { code } = refusalOf(error);
      // With the database away nothing was done and nothing shown: the first error says more.
      await parts.database.transact((tx) => note(tx, caller, code)).catch(() => undefined);
    }
    throw error;
  }
}

async function callerOf(tx: Tx, door: StaffDoor, { staffKey = '' }: Incoming) {
  const caller = await door.authenticate(tx, staffKey);
  if (caller === undefined) throw refusePlatform('platform.staff_key_unknown');
  return caller;
}

async function perform(
  tx: Tx,
  { route, validate }: Single,
  incoming: Incoming,
  caller: StaffCaller,
): Promise<unknown> {
  const { role } = route;
  if (role !== undefined && !caller.roles.includes(role)) {
    throw refusePlatform('platform.staff_role_missing', { role });
  }
  const input = validate(incoming);
  if (input instanceof Refusal) throw input;
  return route.handle(tx, inputOf(incoming, caller, input), undefined);
}

/** The parameters of the path; what is far too long to be one is cut off. */
function targetOf({ params }: Incoming): string | null {
  const values = Object.values((params ?? {}) as Record<string, string>);
  return values.length === 0 ? null : printable(values.join(' ')).slice(0, 100);
}

/** What PostgreSQL can hold: no NUL, no half of a surrogate pair. */
function printable(text: string): string {
  return text.replaceAll(/[\0\p{Surrogate}]/gu, '?');
}
