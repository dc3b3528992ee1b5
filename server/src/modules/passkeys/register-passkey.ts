// A passkey is registered: the bank asks an authenticator for a new key pair, the person unlocks
// it, and the bank keeps the public half. WebAuthn Level 3, section 7.1.

import { addSeconds, type Instant, type Refusal } from '@sycee/kit';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Tx } from '#platform';
import { faultsOf } from './client-data.ts';
import { CHALLENGE_SECONDS, PASSKEYS_MAX } from './passkey.ts';
import type { Passkey, PasskeySite, Who } from './passkey.ts';
import { refuse } from './refusals.ts';
import type { RegistrationAnswer } from './schemas.ts';
import { insertChallenge, insertDecision, takeChallenge } from './store-challenges.ts';
import type { Challenge, ChallengeId } from './store-challenges.ts';
import { handleOf, insertPasskey, lockHandle, selectPasskeys } from './store-passkeys.ts';

export type Asked = {
  readonly challengeId: ChallengeId;
  /** What the browser hands to the authenticator, as JSON. */
  readonly options: object;
  readonly expiresAt: Instant;
};

/**
 * Asks for a passkey, which is to count from a moment on; `userName` is what the authenticator
 * shows. Refuses `limit_reached`.
 */
export async function startRegistration(
  tx: Tx,
  site: PasskeySite,
  asked: Who & { readonly userName: string; readonly countsFrom: Instant },
): Promise<Asked> {
  const { subject, sessionId, userName, countsFrom } = asked;
  const known = await selectPasskeys(tx, subject);
  if (known.length >= PASSKEYS_MAX) throw refuse('passkeys.limit_reached', { most: PASSKEYS_MAX });
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userName,
    userDisplayName: userName,
    userID: new Uint8Array(await handleOf(tx, subject)),
    timeout: CHALLENGE_SECONDS * 1_000,
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({
      id,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  const challenge: Challenge = {
    id: tx.newId('pkc'),
    subject,
    sessionId,
    purpose: 'register',
    about: '',
    challenge: options.challenge,
    countsFrom,
    expiresAt: addSeconds(tx.now, CHALLENGE_SECONDS),
  };
  await insertChallenge(tx, challenge);
  return { challengeId: challenge.id, options, expiresAt: challenge.expiresAt };
}

export type NewRegistration = Who & {
  readonly challengeId: ChallengeId;
  readonly name: string;
  readonly answer: RegistrationAnswer;
};

/**
 * Keeps the passkey that was made. Returns `challenge_gone`, `not_accepted`, `already_known` and
 * `limit_reached`; the challenge is used up by any answer, so return them from the route.
 */
export async function finishRegistration(
  tx: Tx,
  site: PasskeySite,
  { subject, sessionId, challengeId, name, answer }: NewRegistration,
): Promise<Passkey | Refusal> {
  const key = { id: challengeId, subject, sessionId, purpose: 'register', about: '' } as const;
  const challenge = await takeChallenge(tx, key);
  if (challenge === undefined) return refuse('passkeys.challenge_gone');
  await lockHandle(tx, subject);
  const { reasons, made } = await judge(site, challenge, answer);
  if (made === undefined) {
    await insertDecision(tx, challenge, { passkeyId: undefined, reasons });
    return refuse('passkeys.not_accepted');
  }
  if ((await selectPasskeys(tx, subject)).length >= PASSKEYS_MAX) {
    await insertDecision(tx, challenge, { passkeyId: undefined, reasons: ['limit_reached'] });
    return refuse('passkeys.limit_reached', { most: PASSKEYS_MAX });
  }
  const passkey: Passkey = {
    id: tx.newId('pkey'),
    name,
    isSynced: made.credentialBackedUp,
    addedAt: tx.now,
    countsFrom: later(challenge.countsFrom ?? tx.now, tx.now),
    lastUsedAt: null,
    suspendedAt: null,
  };
  const kept = await insertPasskey(tx, {
    ...passkey,
    subject,
    sessionId,
    credentialId: made.credential.id,
    publicKey: Buffer.from(made.credential.publicKey),
    uses: made.credential.counter,
    transports: (made.credential.transports ?? []).slice(0, 8),
    model: made.aaguid,
  });
  const isNew = { passkeyId: kept ? passkey.id : undefined, reasons: kept ? [] : ['known'] };
  await insertDecision(tx, challenge, isNew);
  return kept ? passkey : refuse('passkeys.already_known');
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

async function judge(site: PasskeySite, { challenge }: Challenge, answer: RegistrationAnswer) {
  const reasons = faultsOf(answer.response.clientDataJSON, {
    type: 'webauthn.create',
    challenge,
    origins: site.origins,
  });
  if (reasons.length > 0) return { reasons, made: undefined };
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: true,
    });
    return { reasons: ['not_verified'], made: registrationInfo };
  } catch {
    // The library says by an error whatever is wrong with what a stranger has sent.
    return { reasons: ['not_valid'], made: undefined };
  }
}
