// Addresses for those who operate the bank or build on it: is it alive, is it ready, how is it
// doing, what can it do, and what does a refusal mean.

import type { RefusalTable } from '@sycee/kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Metrics } from '../observe/metrics.ts';
import { refusePlatform } from '../refusals.ts';
import type { Json } from './openapi-schemas.ts';
import { statusOf } from './problem-view.ts';

/** Movements of money may be asked for here, of another process, or of nobody yet. */
export type Duty = 'on_duty' | 'standby' | 'starting';

export type OperatingParts = {
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  /** What keeps the bank from serving; empty when it is ready. */
  readonly obstacles: () => Promise<readonly string[]>;
  /** Whether this process moves money, or another one does. */
  readonly duty: () => Duty;
  readonly openApi: Json;
  readonly refusals: RefusalTable;
};

export function operatingRoutes(app: FastifyInstance, parts: OperatingParts): void {
  app.get('/health', async () => ({ status: 'alive' }));
  app.get<{ Querystring: { for?: string } }>('/ready', async ({ query }, reply) => {
    const duty = parts.duty();
    const isAsked = query.for === 'movements';
    const obstacles = [
      ...(await parts.obstacles()),
      ...(isAsked && duty !== 'on_duty' ? ['this server does not move money now'] : []),
    ];
    return obstacles.length === 0
      ? { status: 'ready', duty }
      : reply.code(503).send({ status: 'not ready', duty, obstacles });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayMeasure(request, parts.metricsToken)) throw refusePlatform('platform.not_found');
    return reply.type(parts.metrics.contentType).send(await parts.metrics.render());
  });
  app.get('/openapi.json', async () => parts.openApi);
  app.route<{ Params: { code: string } }>({
    method: 'GET',
    url: '/problems/:code',
    handler: async (request) => describe(parts.refusals, request.params.code),
  });
}

function describe(refusals: RefusalTable, code: string): Json {
  const definition = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  if (definition === undefined) throw refusePlatform('platform.not_found');
  const { kind, en, zh, retryable } = definition;
  return { code, status: statusOf(code, kind), retryable: retryable ?? false, en, zh };
}

/** With a token: whoever shows it. Without: only a program on this machine. */
function mayMeasure(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
  const shown = request.headers.authorization ?? '';
  return timingSafeEqual(digest(shown), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
