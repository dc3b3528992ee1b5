// The door of what partners are spoken to with: keys, and signed requests.

export { readPublicKey, readSigningKey } from './keys.ts';
export { signedExchange } from './signed-exchange.ts';
export type { Answer, Exchange, ExchangeOptions, Unclear } from './signed-exchange.ts';
