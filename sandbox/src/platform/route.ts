// How a room says what it answers: a method, a path, schemas, and a function from the request to an
// answer. Who may ask (signed by the bank, or the demo's own people) is the room's choice.

import type { Static, TSchema } from 'typebox';

import type { Database } from './database.ts';
import type { Target } from './failures.ts';

export type Answer = { readonly status: number; readonly body: object };

type Shape = TSchema | undefined;
type Read<Schema extends Shape> = Schema extends TSchema ? Static<Schema> : undefined;

export type RouteInput<Params extends Shape, Query extends Shape, Body extends Shape> = {
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** The signed protocol and its failure switch; undefined: an open route of the demo. */
  readonly target: Target | undefined;
  readonly params?: TSchema | undefined;
  readonly query?: TSchema | undefined;
  readonly body?: TSchema | undefined;
  /** How large a body may be, where it carries pictures; 64 KiB when left out. */
  readonly bodyBytesMax?: number | undefined;
  readonly handle: (
    database: Database,
    input: RouteInput<TSchema, TSchema, TSchema>,
  ) => Promise<Answer>;
};

type RouteDefinition<Params extends Shape, Query extends Shape, Body extends Shape> = Pick<
  Route,
  'method' | 'path' | 'target' | 'bodyBytesMax'
> & {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (database: Database, input: RouteInput<Params, Query, Body>) => Promise<Answer>;
};

/** Ties the types of a route's schemas to its handler. */
export function route<
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Body extends Shape = undefined,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  return definition as Route;
}

/** An answer that says no: a code of the protocol and, where it helps, more members. */
export function no(status: number, code: string, more: object = {}): Answer {
  return { status, body: { code, ...more } };
}

/** An answer that says yes. */
export function yes(body: object, status = 200): Answer {
  return { status, body };
}
