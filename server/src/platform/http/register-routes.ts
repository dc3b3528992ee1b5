// Puts the declared routes on the server.

import cookie from '@fastify/cookie';
import { Refusal, type Problem } from '@sycee/kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Compile } from 'typebox/compile';
import { refusePlatform } from '../refusals.ts';
import { SESSION_COOKIE, incomingOf } from './incoming.ts';
import { sendProblem } from './errors.ts';
import type { Outgoing, RunnerParts } from './exchange.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { Route } from './route.ts';
import { runnerOf } from './run-route.ts';
import type { FileReply } from './schemas.ts';
import { validator } from './validation.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: string;
    money?: boolean;
  }
}

export type RegisterOptions = {
  readonly limiterOf: (route: Route) => RateLimiter;
  readonly isOverloaded: () => boolean;
  /** Another process has the books: money moves there. */
  readonly standsBy: () => boolean;
  readonly isSecure: boolean;
  /** In tests: an answer that is not as documented is a defect. */
  readonly checkReplies: boolean;
};

const COOKIE_SECONDS = 90 * 86_400;

export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  parts: RunnerParts,
  options: RegisterOptions,
): void {
  for (const route of routes) {
    const run = runnerOf({ parts, route, validate: validator(route) });
    const limiter = options.limiterOf(route);
    const checkReply = options.checkReplies ? replyCheck(route) : undefined;
    const checkThrown = (error: unknown): never => {
      if (options.checkReplies && error instanceof Refusal) assertDocumented(route, error.code);
      throw error;
    };
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyBytesMax !== undefined && { bodyLimit: route.bodyBytesMax }),
      config: { operation: route.operation, money: route.money ?? false },
      onRequest: async (request) => {
        if (options.isOverloaded()) throw refusePlatform('platform.overloaded');
        if (route.money && options.standsBy()) throw refusePlatform('platform.standing_by');
        limiter.check(request);
      },
      handler: async (request, reply) => {
        const outgoing = await run(incomingOf(request)).catch(checkThrown);
        checkReply?.(outgoing);
        keepSession(reply, route, outgoing, options.isSecure);
        return send(reply, outgoing);
      },
    });
  }
}

function send(reply: FastifyReply, outgoing: Outgoing): FastifyReply {
  const { status, body, text, replayed } = outgoing;
  if (replayed === true) reply.header('idempotency-replayed', 'true');
  if (status >= 400) return sendProblem(reply, repeated(body as Problem, reply));
  if (isFile(outgoing.view)) return sendFile(reply, outgoing.view);
  if (status === 204) return reply.code(204).send();
  return reply
    .code(status)
    .type('application/json')
    .send(text ?? JSON.stringify(body));
}

/** A kept refusal is told again under the id of the request that asks now. */
function repeated(problem: Problem, reply: FastifyReply): Problem {
  return { ...problem, request_id: reply.request.id };
}

function isFile(view: unknown): view is FileReply {
  return typeof view === 'object' && view !== null && 'bytes' in view && 'filename' in view;
}

function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const name = encodeURIComponent(file.filename);
  return reply
    .type(file.contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(Buffer.from(file.bytes));
}

function keepSession(
  reply: FastifyReply,
  route: Route,
  outgoing: Outgoing,
  isSecure: boolean,
): void {
  if (route.sessionCookie === undefined || outgoing.status >= 400) return;
  const token = route.sessionCookie(outgoing.view);
  const kept = cookie.serialize(SESSION_COOKIE, token ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure,
    maxAge: token === null ? 0 : COOKIE_SECONDS,
  });
  reply.header('set-cookie', kept);
}

function replyCheck(route: Route): (outgoing: Outgoing) => void {
  const check = route.reply && Compile(route.reply);
  return ({ view, status, body }) => {
    if (status >= 400) return assertDocumented(route, (body as Problem).code);
    if (check === undefined || view === undefined || isFile(view) || check.Check(view)) return;
    const [fault] = check.Errors(view);
    throw new Error(
      `${route.operation}: the answer is not as documented: ${String(fault?.message)}`,
    );
  };
}

function assertDocumented(route: Route, code: string): void {
  if (route.refusals.includes(code) || code.startsWith('platform.')) return;
  throw new Error(`${route.operation} refuses with ${code}, which its route does not list`);
}
