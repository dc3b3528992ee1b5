// How often one client may ask. All requests of an address share one generous limit; a route can
// declare a tighter one, counted by session, or by address where there is no session yet.

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { refusePlatform } from '../refusals.ts';
import { sessionTokenOf } from './incoming.ts';
import type { Route } from './route.ts';

export type RateLimiter = {
  /** Raises too_many_requests when the client or the route's caller has asked too often. */
  readonly check: (request: FastifyRequest) => Promise<void>;
};

const ADDRESSES_KEPT = 50_000;
const MINUTE_MS = 60_000;

/** Prepares the limits; each process counts for itself. */
export async function createRateLimits(
  app: FastifyInstance,
  requestsPerMinute: number,
): Promise<(route?: Route) => RateLimiter> {
  await app.register(rateLimit, { global: false, cache: ADDRESSES_KEPT });
  const overall = app.createRateLimit({
    max: requestsPerMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `all ${request.ip}`,
  });
  return (route) => {
    const own = route?.limit && ownLimit(app, route, route.limit);
    return {
      check: async (request) => {
        refuseExceeded(await overall(request));
        if (own) refuseExceeded(await own(request));
      },
    };
  };
}

function ownLimit(app: FastifyInstance, route: Route, limit: NonNullable<Route['limit']>) {
  return app.createRateLimit({
    max: limit.requests,
    timeWindow: limit.seconds * 1000,
    keyGenerator: (request) => `${route.operation} ${callerKey(route, request)}`,
  });
}

function callerKey(route: Route, request: FastifyRequest): string {
  const token = route.access === 'session' ? sessionTokenOf(request) : undefined;
  return token === undefined
    ? request.ip
    : createHash('sha256').update(token).digest('base64url').slice(0, 22);
}

type Counted =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly isExceeded: boolean; readonly ttlInSeconds: number };

function refuseExceeded(counted: Counted): void {
  if (counted.isAllowed || !counted.isExceeded) return;
  throw refusePlatform('platform.too_many_requests', {
    retry_after_seconds: Math.max(1, counted.ttlInSeconds),
  });
}
