// One signed request and its signed answer, Ed25519 (RFC 8032) both ways. The answer's signature
// covers the request's nonce, so that an old or foreign answer cannot stand in for this one.

import { randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { Clock } from '@sycee/kit';

export type ExchangeOptions = {
  /** Where the other bank answers, without a slash at the end. */
  readonly baseUrl: string;
  /** The name under which the other bank knows our public key. */
  readonly keyId: string;
  readonly signingKey: KeyObject;
  /** The other bank's public key. */
  readonly answerKey: KeyObject;
  /** The machine's own clock, never the business clock: both sides compare timestamps. */
  readonly clock: Clock;
  /** After this long without a whole answer the outcome is unclear. */
  readonly timeoutMs: number;
};

export type ExchangeRequest = {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body?: object;
};

/** An answer whose signature holds. */
export type Answer = { readonly status: number; readonly body: unknown };

/** No word that may be relied on: no answer, a late one, a broken or unsigned one. */
export type Unclear = { readonly outcome: 'unclear'; readonly trouble: string };

export type Exchange = (request: ExchangeRequest) => Promise<Answer | Unclear>;

const ANSWER_CHARACTERS_MAX = 1_000_000;
const TIMESTAMP_WINDOW_SECONDS = 300;

/** Makes the exchange with one bank; it never throws for what the other side or the wire does. */
export function signedExchange(options: ExchangeOptions): Exchange {
  return async (request) => {
    const url = new URL(options.baseUrl + request.path);
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    const nonce = randomBytes(18).toString('base64url');
    const timestamp = secondsOf(options.clock);
    const path = url.pathname + url.search;
    const text = `${request.method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`;
    try {
      const response = await fetch(url, {
        method: request.method,
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
        headers: {
          ...(body !== '' && { 'content-type': 'application/json' }),
          'sycee-key-id': options.keyId,
          'sycee-timestamp': timestamp,
          'sycee-nonce': nonce,
          'sycee-signature': sign(null, Buffer.from(text), options.signingKey).toString('base64'),
        },
        ...(body !== '' && { body }),
      });
      return trusted(response, await response.text(), nonce, options);
    } catch (error) {
      return { outcome: 'unclear', trouble: troubleOf(error) };
    }
  };
}

function trusted(
  response: Response,
  body: string,
  nonce: string,
  { answerKey, clock }: ExchangeOptions,
): Answer | Unclear {
  const timestamp = response.headers.get('sycee-timestamp') ?? '';
  const signature = response.headers.get('sycee-signature') ?? '';
  if (signature === '') return unclear(`answer ${response.status} without a signature`);
  const text = Buffer.from(`${response.status}\n${timestamp}\n${nonce}\n${body}\n`);
  if (!verify(null, text, answerKey, Buffer.from(signature, 'base64'))) {
    return unclear('the signature of the answer is wrong');
  }
  const age = Math.abs(Number(secondsOf(clock)) - Number(timestamp));
  if (!(age <= TIMESTAMP_WINDOW_SECONDS)) return unclear('the time of the answer is far off');
  if (body.length > ANSWER_CHARACTERS_MAX) return unclear('the answer is too long');
  try {
    return { status: response.status, body: JSON.parse(body) };
  } catch {
    return unclear('the answer is not JSON');
  }
}

function unclear(trouble: string): Unclear {
  return { outcome: 'unclear', trouble };
}

/** The reason as the runtime names it; fetch wraps what the connection said. */
function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return `no connection: ${code}`.slice(0, 200);
}

function secondsOf(clock: Clock): string {
  return String(Math.floor(clock.now() / 1000));
}
