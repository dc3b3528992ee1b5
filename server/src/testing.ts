// The whole bank for a test: every room in a house of its own.

import type { Purpose } from '#consents';
import { readConfig } from '#platform';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authenticate } from '#parties';
import { agreeTo } from './modules/consents/testing.ts';
import { BASE_CONSENTS, nobodyListed } from './modules/parties/testing.ts';
import type { SignedIn, TestReply } from './platform/testing/call.ts';
import { testHouse, type Ground, type TestHouse } from './platform/testing/test-house.ts';
import { portsOf, type Ports } from './ports.ts';
import { rooms } from './rooms.ts';

export type TestMessage = Parameters<Ports['sendSms']>[0];

export type TestBank = TestHouse & {
  /** What was handed to the SMS gateway, oldest first, when the test brings no gateway. */
  readonly messages: readonly TestMessage[];
  /** Signs a phone in with the code that is sent to it. */
  readonly signIn: (phone: string) => Promise<SignedIn>;
  /** Agrees to purposes in the words in effect; to what an account stands on when none is named. */
  readonly agree: (session: SignedIn, ...purposes: readonly Purpose[]) => Promise<void>;
  /** Agrees to what an account stands on, and says who the person is. */
  readonly identify: (
    session: SignedIn,
    identity: PersonalData,
  ) => Promise<TestReply<{ id: string }>>;
};

type PersonalData = { readonly name: string; readonly id_number: string };

/**
 * Opens a bank; close it when done. A test brings ports to partners of its own; without them
 * messages are kept, and no card bank answers. It stands on a database of its own or a given one.
 */
export async function testBank(ports: Partial<Ports> = {}, ground?: Ground): Promise<TestBank> {
  const messages: TestMessage[] = [];
  const house = await testHouse(
    rooms({
      ...portsOf(readConfig({ DATA_DIR: join(tmpdir(), 'sycee-test-data') })),
      sendSms: async (message) => void messages.push(message),
      watchList: nobodyListed,
      ...ports,
    }),
    {},
    ground,
  );
  const agree = (session: SignedIn, ...purposes: readonly Purpose[]) =>
    agreeAt(house, session, purposes);
  return {
    ...house,
    messages,
    agree,
    identify: async (session, { name, id_number }) => {
      await agree(session);
      return house.call('/v1/me/identity', { method: 'PUT', session, body: { name, id_number } });
    },
    signIn: async (phone) => {
      await house.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
      await house.settle();
      return signInWith(house, phone, codeIn(messages, phone));
    },
  };
}

async function agreeAt(
  house: TestHouse,
  { token: sessionToken, device: deviceSecret }: SignedIn,
  purposes: readonly Purpose[],
): Promise<void> {
  await house.database.transact(async (tx) => {
    const [caller] = await authenticate(tx, [{ sessionToken, deviceSecret }]);
    assert(caller !== undefined, 'only who is signed in agrees to anything');
    await agreeTo(tx, caller, ...(purposes.length === 0 ? BASE_CONSENTS : purposes));
  });
}

function codeIn(messages: readonly TestMessage[], phone: string): string {
  const newest = messages.findLast(({ to, text }) => to === phone && /\d{6}/.test(text));
  return /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '';
}

async function signInWith(house: TestHouse, phone: string, code: string): Promise<SignedIn> {
  const device = { name: 'Test phone', platform: 'android' };
  const { status, body } = await house.call<{ session_token: string; device_secret: string }>(
    '/v1/sessions',
    { body: { phone, code, device } },
  );
  if (status !== 201) throw new Error(`could not sign in: ${JSON.stringify(body)}`);
  return { token: body.session_token, device: body.device_secret };
}
