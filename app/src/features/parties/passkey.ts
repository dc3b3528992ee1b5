// Passkeys as the app uses them: the bank makes a challenge, the device answers it after it has
// seen its owner, and what went wrong is said in words that a person can use.

import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { Passkey, PasskeyConfirmation, PasskeyRegistration } from '@sycee/sdk';

import { bank } from '../../bank.ts';

/** Why a passkey could not be made or used: `left`, the person closed it; `known`, it exists. */
export type PasskeyFault = 'left' | 'known' | 'unsupported' | 'failed';

/** The device's own no; the bank's are refusals as everywhere. */
export class PasskeyTrouble extends Error {
  readonly why: PasskeyFault;

  constructor(why: PasskeyFault, cause?: unknown) {
    super(`passkey: ${why}`, { cause });
    this.name = 'PasskeyTrouble';
    this.why = why;
  }
}

/** Whether this browser can hold passkeys at all. */
export function passkeysWork(): boolean {
  return browserSupportsWebAuthn();
}

/** Makes a passkey on this device and gives the bank its public half; throws PasskeyTrouble. */
export async function makePasskey(
  call: { readonly proof: string; readonly stepUp?: string | undefined },
  name: string,
): Promise<Passkey> {
  if (!passkeysWork()) throw new PasskeyTrouble('unsupported');
  const { challenge_id, options } = await bank.startPasskey(call);
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const credential = (await startRegistration({ optionsJSON }).catch(
    troubled,
  )) as PasskeyRegistration;
  return bank.addPasskey({ body: { challenge_id, name, credential } });
}

/** Has the device answer a challenge with one of its passkeys; throws PasskeyTrouble. */
export async function answerPasskey(options: object): Promise<PasskeyConfirmation> {
  if (!passkeysWork()) throw new PasskeyTrouble('unsupported');
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
  return (await startAuthentication({ optionsJSON }).catch(troubled)) as PasskeyConfirmation;
}

function troubled(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (
    error instanceof WebAuthnError &&
    error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
  ) {
    throw new PasskeyTrouble('known', error);
  }
  // Browsers give one name to "closed", "no such passkey here" and "too late".
  if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyTrouble('left', error);
  throw new PasskeyTrouble('failed', error);
}
