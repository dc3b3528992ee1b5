// Every way a request can fail ends here, as a problem: refusals, the HTTP library's own errors,
// unknown addresses, and defects, whose details go to the log and never to the client.

import { Refusal, type MoneyMoved, type Problem } from '@sycee/kit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OutcomeUnknown } from '../database/database.ts';
import { refusePlatform } from '../refusals.ts';
import { hasApp, isPageRequest, sendPage } from './app-files.ts';
import { localeOf } from './incoming.ts';
import { problemOf, refusalOf } from './problem-view.ts';
import type { Route } from './route.ts';
import { invalidRequest } from './validation.ts';

/** Answers errors and unknown addresses with problems; a page inside the app with the app. */
export function answerErrors(app: FastifyInstance, routes: readonly Route[]): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  const allowed = methodsByPath(routes);
  app.setNotFoundHandler((request, reply) => {
    if (hasApp(app) && isPageRequest(request)) return sendPage(reply);
    const methods = allowed(request.url.split('?')[0] ?? '');
    if (methods.length === 0)
      return sendError(refusePlatform('platform.not_found'), request, reply);
    reply.header('allow', methods.join(', '));
    return sendError(refusePlatform('platform.method_not_allowed'), request, reply);
  });
}

/** Answers an error of whatever sort. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(libraryRefusal(error) ?? error);
  if (refusal.code === 'platform.defect')
    request.log.error({ req_id: request.id, err: error }, 'defect');
  else if (refusal.definition.kind === 'unavailable')
    request.log.warn({ req_id: request.id, err: error }, refusal.code);
  const context = { requestId: request.id, locale: localeOf(request) };
  return sendProblem(reply, problemOf(refusal, context, moneyMovedBy(error, request)));
}

/** Answers a problem; what it says about waiting is also said in HTTP's own header. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const wait = problem.facts?.['retry_after_seconds'];
  if (wait !== undefined) reply.header('retry-after', String(wait));
  if (problem.status === 503) reply.header('retry-after', '1');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(problem);
}

/** A commit without an answer leaves it open, and so does a copy that is still being worked on. */
function moneyMovedBy(error: unknown, request: FastifyRequest): MoneyMoved {
  const isMoney = request.routeOptions.config.money === true;
  return isMoney && (error instanceof OutcomeUnknown || isInFlight(error)) ? 'unknown' : 'no';
}

function isInFlight(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'platform.idempotency_in_flight';
}

function libraryRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || error instanceof Refusal) return undefined;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return refusePlatform('platform.media_type_unsupported', { param: 'content-type' });
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refusePlatform('platform.body_too_large');
  const isClients = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return isClients ? invalidRequest() : undefined;
}

function methodsByPath(routes: readonly Route[]): (path: string) => string[] {
  const patterns = routes.map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  }));
  return (path) => patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}
