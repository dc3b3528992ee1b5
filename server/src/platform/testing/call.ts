// One request of a test to a house, and its answer.

import { randomBytes } from 'node:crypto';
import type { HttpServer } from '../http/server.ts';

export type SignedIn = { readonly token: string; readonly device: string };

export type TestRequest = {
  /** Left out: POST with a body, GET without. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** An object is sent as JSON; a text as it is, named JSON. */
  readonly body?: object | string;
  readonly session?: SignedIn;
  /** An idempotency key; true makes a fresh one. */
  readonly key?: string | true;
  readonly proof?: string;
  readonly headers?: Record<string, string>;
};

// Tests read answers in many shapes and assert what they find.
export type TestReply<Body> = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** Sends one request to a server without a port. */
export async function callHttp<Body = Record<string, unknown>>(
  http: HttpServer,
  path: string,
  request: TestRequest = {},
): Promise<TestReply<Body>> {
  const { body, headers } = request;
  const reply = await http.inject({
    method: request.method ?? (body === undefined ? 'GET' : 'POST'),
    url: path,
    headers: { ...headersOf(request), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(reply.headers['content-type']).includes('json');
  const parsed: unknown = isJson ? reply.json() : reply.body;
  return { status: reply.statusCode, body: parsed as Body, headers: reply.headers };
}

function headersOf({ session, key, proof, body }: TestRequest): Record<string, string> {
  return {
    ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    ...(session && { authorization: `Bearer ${session.token}`, 'sycee-device': session.device }),
    ...(key !== undefined && {
      'idempotency-key': key === true ? randomBytes(12).toString('base64url') : key,
    }),
    ...(proof !== undefined && { 'sycee-proof': proof }),
  };
}
