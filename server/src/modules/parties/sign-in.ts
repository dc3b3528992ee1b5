// Signing in is showing the code that was sent to a phone. Who is new becomes a party by it; who is
// known gets a new session; the answer has the same shape for both.

import type { Id } from '@sycee/kit';
import type { Refusal } from '@sycee/kit';
import type { Locale, Tx } from '#platform';
import { giveNotice } from './notices/give-notice.ts';
import type { PartyId, PartyRecord, Session, Standing } from './party.ts';
import { parsePhone } from './phone.ts';
import { holdPartyByPhone, insertParty } from './store-parties.ts';
import { hasInstallation, insertSession } from './store-sessions.ts';
import { usePhoneCode } from './use-phone-code.ts';

export type SignIn = {
  readonly phone: string;
  readonly code: string;
  readonly deviceName: string;
  readonly platform: string;
  /** The app's own random number on the device, kept over sign-outs; a sign, not a proof. */
  readonly installation?: string | undefined;
  readonly locale: Locale;
};

export type SignedIn = {
  readonly sessionToken: string;
  readonly deviceSecret: string;
  readonly session: Session;
  readonly party: PartyRecord;
};

/**
 * Opens a session of the phone's party on a new device. A wrong code is counted and answered with
 * `code_wrong`; a code that is used, expired, guessed too often or was never sent is
 * `code_expired`. Refusals about the code are returned, not thrown: the count has to stay.
 */
export async function signIn(tx: Tx, input: SignIn): Promise<SignedIn | Refusal> {
  const phone = parsePhone(input.phone);
  const refusal = await usePhoneCode(tx, { phone, code: input.code, purpose: 'sign_in' });
  if (refusal !== undefined) return refusal;
  const known = await holdPartyByPhone(tx, phone);
  const party = known ?? (await register(tx, phone, input.locale));
  if (known !== undefined) await tellOfNewDevice(tx, known.id, input);
  return { party, ...(await openSession(tx, party.id, input)) };
}

/** The app on a device that signed in before is no news. */
async function tellOfNewDevice(tx: Tx, partyId: PartyId, input: SignIn): Promise<void> {
  if (await hasInstallation(tx, partyId, installationHash(tx, input))) return;
  await giveNotice(tx, { partyId, kind: 'signed_in', deviceName: input.deviceName });
}

function installationHash(tx: Tx, { installation }: Pick<SignIn, 'installation'>): Buffer | null {
  return installation === undefined ? null : tx.secrets.sha256(installation);
}

async function register(tx: Tx, phone: string, language: Locale): Promise<PartyRecord> {
  const party = { id: tx.newId('party'), phone, language };
  await insertParty(tx, party);
  const nothingYet = {
    name: null,
    idNumber: null,
    state: 'identity_needed',
    pinSet: false,
    underReview: false,
  } as const;
  return { ...party, ...nothingYet, createdAt: tx.now, standing: newStanding(tx) };
}

function newStanding({ now }: Tx): Standing {
  return {
    joinedAt: now,
    frozenAt: null,
    phoneChangedAt: null,
    pinResetAt: null,
    coolingSince: null,
    coolingUntil: null,
  };
}

/** Opens a session of a party on a new device. */
export async function openSession(
  tx: Tx,
  partyId: PartyId,
  device: Pick<SignIn, 'deviceName' | 'platform' | 'installation'>,
) {
  const sessionToken = tx.secrets.randomToken();
  const deviceSecret = tx.secrets.randomToken();
  const sessionId = tx.newId('sess');
  const deviceId: Id<'dev'> = tx.newId('dev');
  const { deviceName, platform } = device;
  await insertSession(tx, {
    sessionId,
    deviceId,
    partyId,
    tokenHash: tx.secrets.sha256(sessionToken),
    deviceSecretHash: tx.secrets.sha256(deviceSecret),
    deviceName,
    platform,
    installationHash: installationHash(tx, device),
  });
  const session: Session = {
    id: sessionId,
    deviceName,
    platform,
    createdAt: tx.now,
    lastSeenAt: tx.now,
  };
  return { sessionToken, deviceSecret, session };
}
