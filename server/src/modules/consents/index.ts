// The door of consents: what people agreed to, in which words, and what they took back.

export { consentsOf } from './consents-of.ts';
export { CONSENT_WITHDRAWN, type ConsentNews } from './events.ts';
export { giveConsent } from './give-consent.ts';
export type { Purpose } from './purposes.ts';
export { consentsRefusals } from './refusals.ts';
export { requireConsent } from './require-consent.ts';
export { consentsRoutes } from './routes.ts';
export { withdrawConsent } from './withdraw-consent.ts';
