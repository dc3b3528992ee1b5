// The whole bank for a test: every room in a house of its own.

import { readConfig } from '#platform';
import type { SignedIn } from './platform/testing/call.ts';
import { testHouse, type Ground, type TestHouse } from './platform/testing/test-house.ts';
import { portsOf, type Ports } from './ports.ts';
import { rooms } from './rooms.ts';

export type TestMessage = Parameters<Ports['sendSms']>[0];

export type TestBank = TestHouse & {
  /** What was handed to the SMS gateway, oldest first, when the test brings no gateway. */
  readonly messages: readonly TestMessage[];
  /** Signs a phone in with the code that is sent to it. */
  readonly signIn: (phone: string) => Promise<SignedIn>;
};

/**
 * Opens a bank; close it when done. A test brings ports to partners of its own; without them
 * messages are kept, and no card bank answers. It stands on a database of its own or a given one.
 */
export async function testBank(ports: Partial<Ports> = {}, ground?: Ground): Promise<TestBank> {
  const messages: TestMessage[] = [];
  const house = await testHouse(
    rooms({
      ...portsOf(readConfig({})),
      sendSms: async (message) => void messages.push(message),
      ...ports,
    }),
    {},
    ground,
  );
  return {
    ...house,
    messages,
    signIn: async (phone) => {
      await house.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
      await house.settle();
      return signInWith(house, phone, codeIn(messages, phone));
    },
  };
}

function codeIn(messages: readonly TestMessage[], phone: string): string {
  const newest = messages.findLast(({ to }) => to === phone);
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
