// A customer who does everything as the app does: over the API, with a session, keys and proofs.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import type { TestReply, SignedIn } from '../../../platform/testing/call.ts';
import type { TestBank } from '../../../testing.ts';
import { seen } from '../../parties/testing.ts';
import type { OrderView } from '../views.ts';

const PIN = '246810';

export type Problem = { readonly code: string; readonly money_moved: string };

export type AppCustomer = {
  readonly session: SignedIn;
  readonly partyId: string;
  readonly get: <Body>(path: string) => Promise<TestReply<Body>>;
  readonly post: <Body>(path: string, body?: object) => Promise<TestReply<Body>>;
  /** With a fresh PIN proof and a fresh idempotency key, or the given one. */
  readonly pay: <Body = OrderView>(
    path: string,
    body: object,
    key?: string,
  ) => Promise<TestReply<Body>>;
  /** With a fresh idempotency key alone. */
  readonly answer: <Body = OrderView>(path: string) => Promise<TestReply<Body>>;
  readonly proof: () => Promise<string>;
};

type PersonalData = { readonly name: string; readonly id_number: string; readonly phone: string };

/** Signs up: phone, identity, PIN; has been seen. The account is opened by `openAccount`. */
export async function signUp(bank: TestBank, person: PersonalData): Promise<AppCustomer> {
  const session = await bank.signIn(person.phone);
  const customer = customerOf(bank, session);
  const { name, id_number } = person;
  const identity = await bank.identify(session, { name, id_number });
  assert.equal(identity.status, 200, JSON.stringify(identity.body));
  const pin = await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: PIN } });
  assert.equal(pin.status, 200, JSON.stringify(pin.body));
  await seen(bank.database, identity.body.id as Id<'party'>);
  return { ...customer, partyId: identity.body.id };
}

function customerOf(bank: TestBank, session: SignedIn): Omit<AppCustomer, 'partyId'> {
  const proof = async () => {
    const reply = await bank.call<{ proof: string }>('/v1/pin-proofs', {
      session,
      body: { pin: PIN },
    });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return reply.body.proof;
  };
  return {
    session,
    proof,
    get: (path) => bank.call(path, { session }),
    post: (path, body = {}) => bank.call(path, { session, body }),
    pay: async (path, body, key) =>
      bank.call(path, { session, body, key: key ?? true, proof: await proof() }),
    answer: (path) => bank.call(path, { method: 'POST', session, key: true }),
  };
}

/** Binds a card with the code that its bank sent. */
export async function bindCard(
  customer: AppCustomer,
  card: { readonly card_number: string; readonly phone: string },
  code: () => Promise<string>,
): Promise<string> {
  const check = await customer.post<{ verification_id: string }>('/v1/cards', card);
  assert.equal(check.status, 202, JSON.stringify(check.body));
  const path = `/v1/card-verifications/${check.body.verification_id}/confirmation`;
  const bound = await customer.post<{ id: string }>(path, { code: await code() });
  assert.equal(bound.status, 201, JSON.stringify(bound.body));
  return bound.body.id;
}

export async function openAccount(customer: AppCustomer): Promise<string> {
  const account = await customer.post<{ id: string }>('/v1/accounts');
  assert.equal(account.status, 201, JSON.stringify(account.body));
  return account.body.id;
}

/** Posted and available minor units. */
export async function balanceOf(customer: AppCustomer): Promise<[string, string]> {
  type Account = Record<'balance' | 'available', { readonly minor: string }>;
  const { body } = await customer.get<{ items: Account[] }>('/v1/accounts');
  const [account] = body.items;
  return [account?.balance.minor ?? '', account?.available.minor ?? ''];
}

export function cny(minor: number | string): { minor: string; currency: 'CNY' } {
  return { minor: String(minor), currency: 'CNY' };
}
