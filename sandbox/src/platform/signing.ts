// The signatures of the protocol between the bank and the world outside: Ed25519 over a request,
// and over its answer bound to the request's nonce, so that neither side can be played by a third.

import { sign, verify, type KeyObject } from 'node:crypto';

import { addSeconds, isoOf } from '@sycee/kit';

import type { Tx } from './database.ts';

/** How far, in seconds, the timestamp of a request may be from our clock. */
const TIMESTAMP_WINDOW_SECONDS = 300;

/** The key id that the bank signs with, and the one that the world outside signs with. */
export const BANK_KEY_ID = 'sycee';
export const SANDBOX_KEY_ID = 'sandbox';

/** What is signed of a request; `path` is with its query, as it stands in the request line. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
};

/** What is signed of an answer; `nonce` is the one of the request. */
export type SignedAnswer = {
  readonly status: number;
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
};

export type SignatureFault =
  | 'signature_missing'
  | 'key_unknown'
  | 'timestamp_out_of_window'
  | 'signature_invalid'
  | 'nonce_replayed';

const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const TIMESTAMP = /^\d{9,11}$/;

export function requestText({ method, path, timestamp, nonce, body }: SignedRequest): Buffer {
  return Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`);
}

export function answerText({ status, timestamp, nonce, body }: SignedAnswer): Buffer {
  return Buffer.from(`${status}\n${timestamp}\n${nonce}\n${body}\n`);
}

/** The signature header's value: base64 of Ed25519 (RFC 8032). */
export function signatureOf(text: Buffer, key: KeyObject): string {
  return sign(null, text, key).toString('base64');
}

export function signatureHolds(text: Buffer, key: KeyObject, signature: string): boolean {
  return verify(null, text, key, Buffer.from(signature, 'base64'));
}

/**
 * Judges a signed request and spends its nonce; answers what is wrong with it, or undefined. The
 * transaction must commit before the request is performed.
 */
export async function judgeRequest(
  tx: Tx,
  request: SignedRequest & { readonly keyId: string; readonly signature: string },
  bankKey: KeyObject,
): Promise<SignatureFault | undefined> {
  const { keyId, nonce, timestamp, signature } = request;
  if (!NONCE.test(nonce) || !TIMESTAMP.test(timestamp) || signature === '') {
    return 'signature_missing';
  }
  if (keyId !== BANK_KEY_ID) return 'key_unknown';
  if (Math.abs(tx.now / 1000 - Number(timestamp)) > TIMESTAMP_WINDOW_SECONDS) {
    return 'timestamp_out_of_window';
  }
  if (!signatureHolds(requestText(request), bankKey, signature)) return 'signature_invalid';
  const spent = await tx.query<{ nonce: string }>(
    `insert into platform.nonces (key_id, nonce, seen_at)
     values ($1, $2, $3) on conflict do nothing returning nonce`,
    [keyId, nonce, isoOf(tx.now)],
  );
  return spent.length === 1 ? undefined : 'nonce_replayed';
}

/** Forgets nonces whose timestamps the window refuses anyway. */
export async function forgetNonces(tx: Tx): Promise<void> {
  const oldest = addSeconds(tx.now, -3 * TIMESTAMP_WINDOW_SECONDS);
  await tx.query('delete from platform.nonces where seen_at < $1', [isoOf(oldest)]);
}
