// How often one client may ask. All requests of an address share one generous limit; a route can
// declare a tighter one, counted by session, or by address where there is no session yet.

import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { refusePlatform } from '../refusals.ts';
import { bearerOf, sessionTokenOf } from './incoming.ts';
import { networkOf } from './network.ts';
import { requestCounter, type RequestCounter } from './request-counters.ts';
import type { RateLimit, Route } from './route.ts';

export type RateLimiter = {
  /** Raises too_many_requests when the client or the route's caller has asked too often. */
  readonly check: (request: FastifyRequest) => void;
};

const KEYS_MAX = 50_000;
const MINUTE_SECONDS = 60;

/** Prepares the limits; each process counts for itself. */
export function createRateLimits(requestsPerMinute: number): (route: Route) => RateLimiter {
  const overall = counterOf({ requests: requestsPerMinute, seconds: MINUTE_SECONDS });
  return (route) => {
    const own = route.limit && counterOf(route.limit);
    return {
      check: (request) => {
        refuseLater(overall.count(networkOf(request.ip)));
        if (own) refuseLater(own.count(callerKey(route, request)));
      },
    };
  };
}

function counterOf(limit: RateLimit): RequestCounter {
  return requestCounter({ ...limit, elapsedMs: () => performance.now(), keysMax: KEYS_MAX });
}

function callerKey(route: Route, request: FastifyRequest): string {
  const token = tokenOf(route, request);
  return token === undefined
    ? networkOf(request.ip)
    : createHash('sha256').update(token).digest('base64url').slice(0, 22);
}

function tokenOf({ access }: Route, request: FastifyRequest): string | undefined {
  if (access === 'staff') return bearerOf(request);
  return access === 'session' ? sessionTokenOf(request) : undefined;
}

function refuseLater(seconds: number | undefined): void {
  if (seconds === undefined) return;
  throw refusePlatform('platform.too_many_requests', { retry_after_seconds: seconds });
}
