// What tests of this module and the ones above it share: people who have come some part of the way.

import assert from 'node:assert/strict';
import { Refusal } from '@sycee/kit';
import type { Caller, Database, Tx } from '#platform';
import { agreeTo } from '../consents/testing.ts';
import { smsOrderOf, SMS_REQUESTED, type SmsRequested } from './events.ts';
import { BASE_CONSENTS, giveIdentity, keepLookUp, lookUp } from './give-identity.ts';
import type { PartyId, PartyRecord } from './party.ts';
import { requestPhoneCode } from './request-phone-code.ts';
import { checkCharacter } from './resident-id.ts';
import type { WatchList } from './screening/watch-list.ts';
import { givePresence } from './reviews/presence.ts';
import { setPin } from './set-pin.ts';
import { signIn, type SignedIn } from './sign-in.ts';
import { insertParty } from './store-parties.ts';
import { authenticate } from './authenticate.ts';
import { usePhoneCode } from './use-phone-code.ts';

export { BASE_CONSENTS, requestPhoneCode, usePhoneCode };

export const TEST_PIN = '246810';

/** A phone number for a test; every number gives another. */
export function testPhone(number: number): string {
  return `+86138${String(number).padStart(8, '0')}`;
}

/** A resident id number that adds up: born on the day, with the sequence. */
export function testIdNumber(sequence: number, born = '19900307'): string {
  const first17 = `110101${born}${String(sequence).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

/** The code of the last SMS that was asked for a phone. */
export async function lastCode(tx: Tx, phone: string): Promise<string> {
  const key = tx.secrets.blindIndex(phone, 'parties.phone').toString('hex');
  const [event] = await tx.query<{ payload: SmsRequested }>(
    `select payload from platform.outbox_events where topic = $1 and key = $2
     order by id desc limit 1`,
    [SMS_REQUESTED, key],
  );
  assert(event !== undefined, `no SMS was asked for ${phone}`);
  return smsOrderOf(tx, event.payload).code;
}

/** Asks for a code and signs in with it. */
export async function signInBySms(
  database: Database,
  phone: string,
): Promise<SignedIn & { caller: Caller }> {
  return database.transact(async (tx) => {
    await requestPhoneCode(tx, { phone, purpose: 'sign_in', locale: 'en' });
    const signedIn = await signInWith(tx, phone, await lastCode(tx, phone));
    assert(!(signedIn instanceof Refusal));
    const { sessionToken, deviceSecret } = signedIn;
    const [caller] = await authenticate(tx, [{ sessionToken, deviceSecret }]);
    assert(caller !== undefined);
    return { ...signedIn, caller };
  });
}

/** Shows a code, right or wrong. */
export function signInWith(tx: Tx, phone: string, code: string): Promise<SignedIn | Refusal> {
  return signIn(tx, { phone, code, deviceName: 'Test', platform: 'web', locale: 'en' });
}

/** A list on which nobody stands. */
export const nobodyListed: WatchList = {
  search: async (people) => ({
    outcome: 'searched',
    listVersion: '1',
    hits: new Map(people.map(({ key }) => [key, []])),
  }),
  version: async () => ({ outcome: 'version', listVersion: '1' }),
};

/** Gives an identity and has it looked up, as the route does. */
export async function identified(
  database: Database,
  input: { partyId: PartyId; name: string; idNumber: string },
  watchList = nobodyListed,
): Promise<PartyRecord | Refusal> {
  const person = await database.transact((tx) => giveIdentity(tx, input));
  if (person instanceof Refusal) return person;
  const answer = await lookUp(watchList, person);
  return database.transact((tx) => keepLookUp(tx, person, answer));
}

/** A customer: signed in, with an identity and the test PIN. */
export async function activeCustomer(
  database: Database,
  person: { number: number; name?: string },
): Promise<SignedIn & { caller: Caller }> {
  const signedIn = await signInBySms(database, testPhone(person.number));
  const { partyId } = signedIn.caller;
  const idNumber = testIdNumber(person.number % 1000, `1990${dayOfNumber(person.number)}`);
  const name = person.name ?? '林小雨';
  await database.transact((tx) => agreeTo(tx, signedIn.caller, ...BASE_CONSENTS));
  await identified(database, { partyId, name, idNumber });
  await database.transact((tx) => setPin(tx, { partyId, pin: TEST_PIN }));
  return signedIn;
}

/** Lets the bank have seen somebody, as two of the staff do when they approve a review. */
export async function seen(database: Database, partyId: PartyId): Promise<void> {
  await database.transact((tx) => givePresence(tx, partyId, 'review'));
}

/** Parties that have signed in once, many at a time: with phones from the number on. */
export async function crowd(tx: Tx, from: number, count: number): Promise<PartyId[]> {
  const people = Array.from({ length: count }, (_, place) => ({
    id: tx.newId('party'),
    phone: testPhone(from + place),
    language: 'zh' as const,
  }));
  await Promise.all(people.map((person) => insertParty(tx, person)));
  return people.map(({ id }) => id);
}

/** The code of the refusal that some work raises or returns, or 'accepted'. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    const result = await work;
    return result instanceof Refusal ? result.code : 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

function dayOfNumber(number: number): string {
  const month = (Math.floor(number / 1000) % 12) + 1;
  const day = (Math.floor(number / 12_000) % 28) + 1;
  return `${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}
