// The door of consents: what people agreed to, in which words, and what they took back.

export { consentsOf } from './consents-of.ts';
export { CONSENT_WITHDRAWN, type ConsentNews } from './events.ts';
export type { Purpose } from './purposes.ts';
export { consentsRefusals } from './refusals.ts';
export { consentHoldings } from './show-receipt.ts';
export { requireConsent } from './require-consent.ts';
export { consentsRoutes } from './routes.ts';
export { withdrawAllConsents } from './withdraw-consent.ts';
