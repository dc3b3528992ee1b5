// The key that makes a money request safe to send twice: the bank carries it out once and answers
// every copy alike.

/** A fresh key: make one when a person confirms, and keep it until the request has an answer. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
