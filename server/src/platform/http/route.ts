// How a module declares a route: schemas in, one use case, a view out. Everything else (session,
// proof, transaction, idempotency, errors, documentation) follows from the declaration.

import type { Id, Instant, Refusal } from '@sycee/kit';
import type { Static, TObject, TSchema } from 'typebox';
import type { Tx } from '../database/transaction.ts';
import { closed } from './closed-schema.ts';

/** Who asks: a session, bound to a device, of a party. */
export type Caller = {
  readonly sessionId: Id<'sess'>;
  readonly partyId: Id<'party'>;
  readonly deviceId: Id<'dev'>;
  /** Since when this session is open. */
  readonly signedInAt: Instant;
};

/** Who asks: one of the bank's staff, by a key. */
export type StaffCaller = {
  readonly staffId: Id<'staff'>;
  readonly keyId: Id<'skey'>;
  readonly name: string;
  readonly roles: readonly string[];
};

export type Locale = 'en' | 'zh';

/** Where a request comes from. */
export type Client = { readonly address: string; readonly userAgent: string };

/** `staff`: a key of one of the staff, shown as bearer; every request leaves an audit row. */
export type Access = 'public' | 'session' | 'staff';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a route's use case is given, already validated. */
export type RouteInput<Params, Search, Body, Who> = {
  readonly params: Params;
  readonly query: Search;
  readonly body: Body;
  readonly caller: Who;
  readonly locale: Locale;
  readonly client: Client;
  /** What shows that more than the PIN was proven, of whoever brings it. */
  readonly stepUp: string | undefined;
};

/** How often one client address (public) or session may call within a window. */
export type RateLimit = { readonly requests: number; readonly seconds: number };

type RouteDescription = {
  readonly method: Method;
  /** Path with `:name` parameters. */
  readonly path: string;
  /** The operation id of the API document and the method name of the SDK. */
  readonly operation: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  /** Which role of the staff may ask; any of them where it is left out. */
  readonly role?: string;
  /** Moves or promises money: needs an idempotency key, kept with the answer. */
  readonly money?: true;
  /** Needs a PIN proof, used up in the same transaction. */
  readonly proof?: true;
  /** May ask for more than the PIN: takes the token of a step-up. */
  readonly stepUp?: true;
  readonly status?: 200 | 201 | 202 | 204;
  readonly limit?: RateLimit;
  /** How large a body may be, where it carries pictures or recordings; 64 KiB when left out. */
  readonly bodyBytesMax?: number;
  /** The module's codes this route can answer; documented and checked. */
  readonly refusals: readonly string[];
};

type Shape<Schema> = Schema extends TSchema ? Static<Schema> : undefined;

type CallerOf<Who extends Access> = Who extends 'session'
  ? Caller
  : Who extends 'staff'
    ? StaffCaller
    : undefined;

type Validated<Who extends Access, Params, Search, Body> = RouteInput<
  Shape<Params>,
  Shape<Search>,
  Shape<Body>,
  CallerOf<Who>
>;

/** A route as its module writes it; the types of `handle` follow from the schemas. */
export type RouteDefinition<
  Who extends Access,
  Params extends TObject | undefined,
  Search extends TObject | undefined,
  Body extends TObject | undefined,
  Reply extends TSchema | undefined,
  Question,
  Word,
> = RouteDescription & {
  readonly access: Who;
  readonly params?: Params;
  readonly query?: Search;
  readonly body?: Body;
  /** The view's schema; left out for 204. Downloads use `fileReply(contentType)`. */
  readonly reply?: Reply;
  /** The session token to keep in the browser's cookie after this answer; null removes it. */
  readonly sessionCookie?: (view: Shape<Reply>) => string | null;
  /**
   * For a use case that needs the word of another bank: `prepare` writes down what will be asked in
   * a transaction of its own, `ask` asks it while none is open, `handle` is given the word. A
   * refusal thrown by `prepare` undoes it, a returned one keeps what was written; either way nobody
   * is asked.
   */
  readonly prepare?: (
    tx: Tx,
    input: Validated<Who, Params, Search, Body>,
  ) => Promise<Question | Refusal>;
  /** Without `prepare` there is no question but the input. It may throw a refusal. */
  readonly ask?: (question: Question, input: Validated<Who, Params, Search, Body>) => Promise<Word>;
  /** Throw a refusal to undo everything; return one to keep what was written. */
  readonly handle: (
    tx: Tx,
    input: Validated<Who, Params, Search, Body>,
    word: Word,
  ) => Promise<Shape<Reply> | Refusal>;
};

/** A route whose requests are carried out many at a time, in one transaction. */
export type GroupedDefinition<
  Params extends TObject | undefined,
  Search extends TObject | undefined,
  Body extends TObject | undefined,
  Reply extends TSchema,
> = Omit<RouteDescription, 'access' | 'money'> & {
  readonly params?: Params;
  readonly query?: Search;
  readonly body?: Body;
  readonly reply: Reply;
  /**
   * Judges the requests in order, as if they had come one by one, and answers a view or a refusal
   * for each. A refused one has written nothing. Thrown, anything undoes the whole group, which is
   * then run again in halves until the one at fault stands alone.
   */
  readonly handleGroup: (
    tx: Tx,
    inputs: readonly Validated<'session', Params, Search, Body>[],
  ) => Promise<readonly (Static<Reply> | Refusal)[]>;
};

/** Thrown by a grouped use case that cannot judge its requests together: they run apart. */
export class RunApart extends Error {
  override readonly name = 'RunApart';
}

type ErasedRoute = RouteDescription & {
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply?: TSchema;
  readonly sessionCookie?: (view: unknown) => string | null;
};

export type SingleRoute = ErasedRoute & {
  readonly prepare?: (tx: Tx, input: AnyInput) => Promise<unknown>;
  readonly ask?: (question: unknown, input: AnyInput) => Promise<unknown>;
  readonly handle: (tx: Tx, input: AnyInput, word: unknown) => Promise<unknown>;
};

export type GroupedRoute = ErasedRoute & {
  readonly handleGroup: (tx: Tx, inputs: readonly AnyInput[]) => Promise<readonly unknown[]>;
};

/** A declared route, its types behind it. */
export type Route = SingleRoute | GroupedRoute;

export type AnyCaller = Caller | StaffCaller | undefined;

export type AnyInput = RouteInput<unknown, unknown, unknown, AnyCaller>;

/** Declares a route. Objects in its schemas refuse members they do not name. */
export function route<
  Who extends Access,
  Params extends TObject | undefined = undefined,
  Search extends TObject | undefined = undefined,
  Body extends TObject | undefined = undefined,
  Reply extends TSchema | undefined = undefined,
  Question = undefined,
  Word = undefined,
>(definition: RouteDefinition<Who, Params, Search, Body, Reply, Question, Word>): Route {
  const { money, proof, ask, operation } = definition;
  if (money === true && definition.access !== 'session') {
    throw new TypeError(`route ${operation}: money needs a session`);
  }
  if (definition.access === 'staff' && (ask !== undefined || proof === true)) {
    throw new TypeError(`route ${operation}: staff ask nobody outside and prove no PIN`);
  }
  if (definition.access !== 'staff' && definition.role !== undefined) {
    throw new TypeError(`route ${operation}: only staff have roles`);
  }
  if (ask !== undefined && (money === true || proof === true)) {
    // Its key and proof would be looked at only after the outside was asked.
    throw new TypeError(`route ${operation}: write an instruction, and let a worker ask`);
  }
  return closedRoute(definition as unknown as SingleRoute);
}

/**
 * Declares a route of money that many ask for at once: requests that arrive while the last group is
 * in the database become the next group, and a lone one waits for nobody.
 */
export function groupedRoute<
  Params extends TObject | undefined = undefined,
  Search extends TObject | undefined = undefined,
  Body extends TObject | undefined = undefined,
  Reply extends TSchema = TSchema,
>(definition: GroupedDefinition<Params, Search, Body, Reply>): Route {
  const grouped = { ...definition, access: 'session', money: true } as const;
  return closedRoute(grouped as unknown as GroupedRoute);
}

function closedRoute<Erased extends ErasedRoute>(open: Erased): Erased {
  return {
    ...open,
    ...(open.params && { params: closed(open.params) }),
    ...(open.query && { query: closed(open.query) }),
    ...(open.body && { body: closed(open.body) }),
    ...(open.reply && { reply: closed(open.reply) }),
  };
}
