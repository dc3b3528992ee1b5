// The HTTP server of the world outside: validates, checks the bank's signature, lets the failure
// switches do their harm, and signs the answer. The rooms see none of it.

import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { isoOf, type Clock } from '@sycee/kit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { KeyObject } from 'node:crypto';

import type { Database } from './database.ts';
import { takeFailure } from './failures.ts';
import type { Answer, Route } from './route.ts';
import {
  answerText,
  forgetNonces,
  judgeRequest,
  SANDBOX_KEY_ID,
  signatureOf,
  type SignatureFault,
} from './signing.ts';

type Parts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly signingKey: KeyObject;
  readonly bankKey: KeyObject;
  readonly routes: readonly Route[];
  readonly log: boolean;
};

type Perform = () => Promise<Answer>;

const BODY_BYTES_MAX = 64 * 1024;
const FORGET_NONCES_MS = 60_000;

const bodies = new WeakMap<FastifyRequest, string>();

/** Builds the server; the caller listens and closes. */
export function buildHttp(parts: Parts): FastifyInstance {
  const app = fastify({
    logger: parts.log && { level: 'warn', base: { name: 'sandbox' } },
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  keepBodies(app);
  const closing = new AbortController();
  // Every delayed request listens to it until its delay is over, and any number may be delayed.
  setMaxListeners(0, closing.signal);
  app.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  app.setErrorHandler(async (error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error(error);
    const detail = error instanceof Error && status < 500 ? error.message : undefined;
    await reply.code(status).send({ code: status < 500 ? 'invalid_request' : 'defect', detail });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not_found' }));
  app.get('/health', () => ({ status: 'ok', now: isoOf(parts.clock.now()) }));
  for (const route of parts.routes) addRoute(app, route, parts, closing.signal);
  forgetNoncesUntilClosed(app, parts.database);
  return app;
}

function keepBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    bodies.set(request, text as string);
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string));
    } catch {
      done(Object.assign(new Error('the body is not JSON'), { statusCode: 400 }));
    }
  });
}

function forgetNoncesUntilClosed(app: FastifyInstance, database: Database): void {
  const timer = setInterval(() => {
    database.transact(forgetNonces).catch((error: unknown) => app.log.warn(error));
  }, FORGET_NONCES_MS).unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
}

function addRoute(app: FastifyInstance, route: Route, parts: Parts, closing: AbortSignal): void {
  const { method, path, target, params, query, body, bodyBytesMax } = route;
  const bodyLimit = bodyBytesMax ?? BODY_BYTES_MAX;
  const schema = {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
  };
  const perform = (request: FastifyRequest): Perform => {
    const input = { params: request.params, query: request.query, body: request.body };
    return () => route.handle(parts.database, input);
  };
  if (target === undefined) {
    app.route({
      method,
      url: path,
      bodyLimit,
      schema,
      handler: async (request, reply) => {
        const answer = await perform(request)();
        return reply.code(answer.status).send(answer.body);
      },
    });
    return;
  }
  app.route({
    method,
    url: path,
    bodyLimit,
    schema,
    preValidation: async (request, reply) => {
      const fault = await faultOf(request, parts);
      // Not signed: only the bank gets our signature.
      if (fault !== undefined) await reply.code(401).send({ code: fault });
    },
    handler: async (request, reply) => {
      const failure = await parts.database.transact((tx) => takeFailure(tx, target));
      const answer = await harmed(failure, perform(request), closing);
      if (answer === 'cut') {
        reply.hijack();
        request.raw.socket.destroy();
        return reply;
      }
      if (answer === 'down') return reply.code(503).send({ code: 'unavailable' });
      return sendSigned(request, reply, answer, parts);
    },
  });
}

function faultOf(request: FastifyRequest, parts: Parts): Promise<SignatureFault | undefined> {
  const signed = {
    method: request.method,
    path: request.raw.url ?? '',
    body: bodies.get(request) ?? '',
    keyId: headerOf(request, 'sycee-key-id'),
    timestamp: headerOf(request, 'sycee-timestamp'),
    nonce: headerOf(request, 'sycee-nonce'),
    signature: headerOf(request, 'sycee-signature'),
  };
  return parts.database.transact((tx) => judgeRequest(tx, signed, parts.bankKey));
}

/** Performs a request as the failure switch says; `cut` is a connection that just ends. */
async function harmed(
  failure: { readonly mode: string; readonly delay_ms: number },
  perform: Perform,
  closing: AbortSignal,
): Promise<Answer | 'cut' | 'down'> {
  const wait = () => delay(failure.delay_ms, undefined, { signal: closing });
  if (failure.mode === 'down') return 'down';
  if (failure.mode === 'lost_request') return 'cut';
  if (failure.mode === 'slow' || failure.mode === 'late_answer') await wait();
  if (failure.mode === 'duplicate') await perform();
  const answer = await perform();
  return failure.mode === 'lost_answer' ? 'cut' : answer;
}

function sendSigned(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { clock, signingKey }: Parts,
): FastifyReply {
  const body = JSON.stringify(answer.body);
  const timestamp = String(Math.floor(clock.now() / 1000));
  const nonce = headerOf(request, 'sycee-nonce');
  const text = answerText({ status: answer.status, timestamp, nonce, body });
  return reply
    .code(answer.status)
    .headers({
      'content-type': 'application/json; charset=utf-8',
      'sycee-key-id': SANDBOX_KEY_ID,
      'sycee-timestamp': timestamp,
      'sycee-nonce': nonce,
      'sycee-signature': signatureOf(text, signingKey),
    })
    .send(body);
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function statusOf(error: unknown): number {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
