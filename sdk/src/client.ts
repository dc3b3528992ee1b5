// The bank as an object with one typed method per operation. It adds to a request what every
// request needs (device, language, key, proof) and repeats it where that can do no harm.

import type { AnyCall, Route } from './call.ts';
import type { Device, DeviceStore } from './device.ts';
import { routes, type Bank } from './generated.ts';
import { send, type Answer } from './send.ts';

export type Language = 'en' | 'zh';

export type BankOptions = {
  /** Where the bank is, without a slash at the end; empty for the address of the page. */
  readonly baseUrl: string;
  /** Asked at each call, so that a person may change it at any time. */
  readonly language: () => Language;
  readonly device: DeviceStore;
  /** A browser lives by the cookie; a program shows the token. */
  readonly credentials: 'cookie' | 'token';
  readonly fetch?: typeof fetch;
  /**
   * How long one attempt may take; 15 seconds when left out. What is sent, such as pictures, has as
   * long again as a slow line needs for it.
   */
  readonly timeoutMs?: number;
  /** The wait before the first repeat; a quarter of a second when left out. */
  readonly repeatAfterMs?: number;
  /** Called when the bank no longer knows the session; the device is forgotten by then. */
  readonly onSignedOut?: () => void;
};

/** Deleting these ends the session that asks, and the device has nothing more to keep. */
const ENDS_SESSION: ReadonlySet<string> = new Set(['/v1/sessions/current', '/v1/me']);

/** 128 kbit a second. */
const SLOW_LINE_BYTES_PER_MS = 16;

/** Connects the operations; each answers its reply, or throws BankRefusal or BankUnreachable. */
export function createBank(options: BankOptions): Bank {
  const doubts = new Set<string>();
  const bound = Object.entries(routes).map(([name, route]) => [
    name,
    (call: AnyCall = {}) => perform(options, route, call, doubts),
  ]);
  return Object.fromEntries(bound) as Bank;
}

async function perform(
  options: BankOptions,
  route: Route,
  call: AnyCall,
  doubts: Set<string>,
): Promise<unknown> {
  const device = options.device.load();
  const key = call.idempotencyKey ?? '';
  const inDoubt = doubts.has(key);
  // Until the bank has said what became of it, also when nobody waits for the answer any more.
  if (key !== '') doubts.add(key);
  const request = requestOf(options, route, call, device);
  const bytes = typeof request.body === 'string' ? request.body.length : 0;
  const answer = await send(
    {
      fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
      timeoutMs: (options.timeoutMs ?? 15_000) + Math.ceil(bytes / SLOW_LINE_BYTES_PER_MS),
      repeatAfterMs: options.repeatAfterMs ?? 250,
      repeatable: route.method === 'GET' || call.idempotencyKey !== undefined,
      movesMoney: call.idempotencyKey !== undefined,
      inDoubt,
      reply: route.reply,
      signal: call.signal,
    },
    options.baseUrl + pathOf(route, call),
    request,
  );
  if ('reply' in answer || answer.refusal.moneyMoved !== 'unknown') doubts.delete(key);
  keepDevice(options, device, route, answer);
  if ('refusal' in answer) throw answer.refusal;
  return answer.reply;
}

function pathOf(route: Route, { params = {}, query = {} }: AnyCall): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`${route.path}: needs ${name}`);
    return encodeURIComponent(value);
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs).toString()}` : path;
}

function requestOf(
  { language, credentials }: BankOptions,
  route: Route,
  call: AnyCall,
  device: Device | undefined,
): RequestInit {
  return {
    method: route.method,
    credentials: credentials === 'cookie' ? 'same-origin' : 'omit',
    cache: 'no-store',
    headers: {
      accept: route.reply === 'file' ? '*/*' : 'application/json, application/problem+json',
      'accept-language': language(),
      ...(call.body && { 'content-type': 'application/json' }),
      ...(device && { 'sycee-device': device.secret }),
      ...(device?.token && { authorization: `Bearer ${device.token}` }),
      ...(call.idempotencyKey && { 'idempotency-key': call.idempotencyKey }),
      ...(call.proof && { 'sycee-proof': call.proof }),
      ...(call.stepUp && { 'sycee-step-up': call.stepUp }),
    },
    ...(call.body && { body: JSON.stringify(call.body) }),
  };
}

function keepDevice(
  { device: store, credentials, onSignedOut }: BankOptions,
  used: Device | undefined,
  { method, path }: Route,
  answer: Answer,
): void {
  if ('refusal' in answer) {
    const unknown = answer.refusal.code === 'platform.unauthenticated';
    if (!unknown || used === undefined || store.load()?.secret !== used.secret) return;
    store.clear();
    onSignedOut?.();
  } else if (method === 'POST' && path === '/v1/sessions') {
    const session = answer.reply as { session_token: string; device_secret: string };
    const token = credentials === 'token' ? { token: session.session_token } : {};
    store.save({ secret: session.device_secret, ...token });
  } else if (method === 'DELETE' && ENDS_SESSION.has(path)) {
    store.clear();
  }
}
