// Reads what the runner needs out of a Fastify request: who, in which language, with which keys.

import cookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { Client, Locale } from './route.ts';
import type { Incoming } from './exchange.ts';

export const SESSION_COOKIE = 'sycee_session';

export function incomingOf(request: FastifyRequest): Incoming {
  const shown = bearerOf(request);
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    requestId: request.id,
    locale: localeOf(request),
    client: clientOf(request),
    sessionToken: shown ?? cookieOf(request),
    deviceSecret: header(request, 'sycee-device'),
    staffKey: shown,
    idempotencyKey: header(request, 'idempotency-key'),
    proof: header(request, 'sycee-proof'),
    stepUp: header(request, 'sycee-step-up'),
  };
}

/** The session's token: from the header of a program, or from the cookie of a browser. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? cookieOf(request);
}

function cookieOf(request: FastifyRequest): string | undefined {
  const cookies = header(request, 'cookie');
  return cookies === undefined ? undefined : cookie.parse(cookies)[SESSION_COOKIE];
}

/** What the request's header shows; a page of another site cannot make a browser send it. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const shown = header(request, 'authorization') ?? '';
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(shown)?.[1];
}

function clientOf(request: FastifyRequest): Client {
  return { address: request.ip, userAgent: (header(request, 'user-agent') ?? '').slice(0, 200) };
}

/** The first language of the request that the bank speaks; English when there is none. */
export function localeOf(request: FastifyRequest): Locale {
  const accepted = header(request, 'accept-language');
  if (accepted === undefined) return 'en';
  const tags = accepted.toLowerCase().split(',');
  const known = tags
    .map((tag) => tag.trim().slice(0, 2))
    .find((tag) => tag === 'zh' || tag === 'en');
  return known === 'zh' ? 'zh' : 'en';
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
