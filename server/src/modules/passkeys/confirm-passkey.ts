// A passkey confirms one thing: the authenticator signs a challenge that was drawn for it, in this
// session, once. WebAuthn Level 3, section 7.2.

import { addSeconds, type Refusal } from '@sycee/kit';
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import type { Tx } from '#platform';
import { faultsOf } from './client-data.ts';
import { CHALLENGE_SECONDS, type PasskeyId, type PasskeySite, type Who } from './passkey.ts';
import { refuse } from './refusals.ts';
import type { Asked } from './register-passkey.ts';
import type { ConfirmationAnswer } from './schemas.ts';
import { insertChallenge, insertDecision, takeChallenge } from './store-challenges.ts';
import type { Challenge, ChallengeId } from './store-challenges.ts';
import { lockPasskey, selectPasskeys, suspendPasskey, updateUses } from './store-passkeys.ts';
import type { StoredPasskey } from './store-passkeys.ts';

/** Asks for a confirmation of `about` by any passkey that counts. Refuses `none`. */
export async function startConfirmation(
  tx: Tx,
  site: PasskeySite,
  { subject, sessionId, about }: Who & { readonly about: string },
): Promise<Asked> {
  const counting = (await selectPasskeys(tx, subject)).filter((one) => counts(tx, one));
  if (counting.length === 0) throw refuse('passkeys.none');
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    timeout: CHALLENGE_SECONDS * 1_000,
    userVerification: 'required',
    allowCredentials: counting.map(({ credentialId: id, transports }) => ({
      id,
      transports: [...transports],
    })),
  });
  const challenge: Challenge = {
    id: tx.newId('pkc'),
    subject,
    sessionId,
    purpose: 'confirm',
    about,
    challenge: options.challenge,
    countsFrom: null,
    expiresAt: addSeconds(tx.now, CHALLENGE_SECONDS),
  };
  await insertChallenge(tx, challenge);
  return { challengeId: challenge.id, options, expiresAt: challenge.expiresAt };
}

export type Confirmation = Who & {
  readonly about: string;
  readonly challengeId: ChallengeId;
  readonly answer: ConfirmationAnswer;
};

export type Confirmed =
  | { readonly by: PasskeyId }
  /** `suspended` names a passkey whose count has just gone back. */
  | { readonly refusal: Refusal; readonly suspended?: { id: PasskeyId; name: string } };

/**
 * Decides on an answer. The refusal is `challenge_gone` or `not_accepted`; return it from the
 * route, because the challenge is used up by any answer.
 */
export async function finishConfirmation(
  tx: Tx,
  site: PasskeySite,
  { subject, sessionId, about, challengeId, answer }: Confirmation,
): Promise<Confirmed> {
  const key = { id: challengeId, subject, sessionId, purpose: 'confirm', about } as const;
  const challenge = await takeChallenge(tx, key);
  if (challenge === undefined) return { refusal: refuse('passkeys.challenge_gone') };
  const passkey = await lockPasskey(tx, subject, answer.id);
  const { reasons, signed } = await judge(tx, site, { challenge, passkey, answer });
  await insertDecision(tx, challenge, { passkeyId: passkey?.id, reasons });
  if (passkey === undefined || signed === undefined) {
    return { refusal: refuse('passkeys.not_accepted') };
  }
  if (reasons.length > 0) {
    await suspendPasskey(tx, passkey.id);
    const suspended = { id: passkey.id, name: passkey.name };
    return { refusal: refuse('passkeys.not_accepted'), suspended };
  }
  await updateUses(tx, passkey.id, signed);
  return { by: passkey.id };
}

type Heard = {
  readonly challenge: Challenge;
  readonly passkey: StoredPasskey | undefined;
  readonly answer: ConfirmationAnswer;
};

/** `signed` only for a true signature; with a reason beside it, by what may be a copy. */
async function judge(tx: Tx, site: PasskeySite, { challenge, passkey, answer }: Heard) {
  const faults = faultsOf(answer.response.clientDataJSON, {
    type: 'webauthn.get',
    challenge: challenge.challenge,
    origins: site.origins,
  });
  const isCounting = passkey !== undefined && counts(tx, passkey);
  if (passkey === undefined) faults.push('unknown_passkey');
  else if (!isCounting) faults.push(passkey.suspendedAt === null ? 'does_not_count' : 'suspended');
  if (faults.length > 0 || passkey === undefined) return { reasons: faults, signed: undefined };
  const info = await signatureOf(site, challenge, passkey, answer);
  if (info === undefined) return { reasons: ['not_valid'], signed: undefined };
  const signed = { uses: info.newCounter, isSynced: info.credentialBackedUp };
  const wentBack = (signed.uses > 0 || passkey.uses > 0) && signed.uses <= passkey.uses;
  return { reasons: wentBack ? ['count_went_back'] : [], signed };
}

async function signatureOf(
  site: PasskeySite,
  { challenge }: Challenge,
  passkey: StoredPasskey,
  answer: ConfirmationAnswer,
) {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        // The count is judged here, after the signature: only its owner's key can tell of a copy.
        counter: 0,
      },
    });
    return verified ? authenticationInfo : undefined;
  } catch {
    // The library says by an error whatever is wrong with what a stranger has sent.
    return undefined;
  }
}

function counts(tx: Tx, { countsFrom, suspendedAt }: StoredPasskey): boolean {
  return suspendedAt === null && countsFrom <= tx.now;
}
