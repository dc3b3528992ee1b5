// In a sandbox the app's drawer reaches the pretended world through the bank's own address: its
// controls and its SMS inbox, nothing else of it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusePlatform } from '../refusals.ts';

const OPEN_PATHS = /^\/(control\/[\w/-]+|sms\/inbox)(\?|$)/;
const TIMEOUT_MS = 10_000;

/** Forwards `/sandbox/*` to the sandbox. */
export function forwardSandbox(app: FastifyInstance, sandboxUrl: string): void {
  app.route({
    method: ['GET', 'POST', 'PUT'],
    url: '/sandbox/*',
    handler: (request, reply) => forward(sandboxUrl, request, reply),
  });
}

async function forward(sandboxUrl: string, request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.slice('/sandbox'.length);
  if (!OPEN_PATHS.test(path)) throw refusePlatform('platform.not_found');
  const answer = await fetch(`${sandboxUrl}${path}`, {
    method: request.method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(request.body === undefined || request.method === 'GET'
      ? {}
      : { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } }),
  }).catch((error: unknown) => {
    request.log.warn({ req_id: request.id, err: error }, 'the sandbox does not answer');
    throw refusePlatform('platform.overloaded');
  });
  const type = answer.headers.get('content-type') ?? 'application/json';
  return reply
    .code(answer.status)
    .type(type)
    .send(Buffer.from(await answer.arrayBuffer()));
}
