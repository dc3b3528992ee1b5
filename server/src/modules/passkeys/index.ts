// The passkeys' door: registering one, confirming by one, and what there is.

export { finishConfirmation, startConfirmation } from './confirm-passkey.ts';
export { siteOf, type Passkey, type PasskeySite } from './passkey.ts';
export { forgetPasskeys, passkeyDecisions } from './passkeys-of.ts';
export { passkeysOf, removePasskey } from './passkeys-of.ts';
export { challengeGone, passkeysRefusals } from './refusals.ts';
export { finishRegistration, startRegistration } from './register-passkey.ts';
export { confirmationAnswerSchema, type ConfirmationAnswer } from './schemas.ts';
export { passkeyOptionsSchema, registrationAnswerSchema } from './schemas.ts';
