// A persona as a customer of the bank: what a person does in the app, done through the same API.

import { parseDecimal, wireOf, type Id, type WireMoney } from '@sycee/kit';
import { BankRefusal, createBank, memoryDevice, type Bank, type Order } from '@sycee/sdk';

import { until, type Outside } from './outside.ts';
import type { Approve } from './reviewers.ts';

/** What a persona lives in: the bank, the world outside, and two of the bank's staff. */
export type World = {
  readonly bankUrl: string;
  readonly outside: Outside;
  readonly approve: Approve;
};

export type Customer = {
  readonly bank: Bank;
  readonly topUp: (key: string, yuan: string) => Promise<void>;
  readonly withdraw: (key: string, yuan: string) => Promise<void>;
  readonly send: (key: string, transfer: Sending) => Promise<Order>;
};

type Sending = {
  readonly toPhone: string;
  readonly yuan: string;
  readonly note: string;
  readonly held: boolean;
};

const PIN = '246810';

/** Signs in with a code from the gateway, and does what is still missing of the sign-up. */
export async function signIn(
  world: World,
  phone: string,
  waitAMinute: (seconds: number) => Promise<void>,
): Promise<Customer> {
  const { bankUrl, outside } = world;
  const bank = createBank({
    baseUrl: bankUrl,
    language: () => 'zh',
    device: memoryDevice(),
    credentials: 'token',
  });
  const code = await outside.codeAfter(phone, async () => {
    const request = { body: { phone, purpose: 'sign_in' } } as const;
    try {
      await bank.requestPhoneCode(request);
    } catch (error) {
      // Only after a crash: the code before it was sent less than a minute ago.
      const seconds = error instanceof BankRefusal && error.facts['retry_after_seconds'];
      if (typeof seconds !== 'number') throw error;
      await waitAMinute(seconds);
      await bank.requestPhoneCode(request);
    }
  });
  const device = { name: 'Xiaomi 14', platform: 'android' };
  await bank.signIn({ body: { phone, code, device } });
  const cardId = await signUp(bank, world, phone);
  return customerOf(bank, cardId);
}

async function signUp(bank: Bank, { outside, approve }: World, phone: string): Promise<Id<'card'>> {
  const { name, id_number, cards } = await outside.papersOf(phone);
  const me = await bank.getMe();
  if (me.name === null) {
    await agree(bank);
    await bank.giveIdentity({ body: { name, id_number } });
  }
  await beSeen(bank, approve);
  const card = (await bank.listCards()).items[0] ?? (await linkCard(bank, outside, phone, cards));
  if (!me.pin_set) await bank.setPin({ body: { pin: PIN } });
  await bank.openAccount({ body: {} });
  return card.id;
}

/** Has two of the bank's staff look, and waits until the bank knows that the person was there. */
async function beSeen(bank: Bank, approve: Approve): Promise<void> {
  const faceOf = async () => (await bank.listReviews()).items.find(({ kind }) => kind === 'face');
  const known = await faceOf();
  if (known?.state === 'approved') return;
  const asked = known ?? (await bank.askForReview({ body: { kind: 'face' } }));
  await approve(asked.id);
  await until(async () => ((await faceOf())?.state === 'approved' ? true : undefined));
}

/** Agrees to what an account stands on, each purpose by itself, in the words shown today. */
async function agree(bank: Bank): Promise<void> {
  const [{ items: purposes }, { items: consents }] = await Promise.all([
    bank.listConsentPurposes(),
    bank.listConsents(),
  ]);
  for (const { purpose, version, text_hash } of purposes.filter((one) => one.is_base_of_account)) {
    const follows = consents.find((one) => one.purpose === purpose)?.last?.id ?? null;
    await bank.giveConsent({ body: { purpose, version, text_hash, follows } });
  }
}

async function linkCard(
  bank: Bank,
  outside: Outside,
  phone: string,
  cards: readonly { readonly card_number: string }[],
) {
  const card_number = cards[0]?.card_number ?? '';
  let verification_id: Id<'cv'> | undefined;
  const code = await outside.codeAfter(phone, async () => {
    ({ verification_id } = await bank.bindCard({ body: { card_number, phone } }));
  });
  if (verification_id === undefined) throw new Error('the bank started no verification');
  return bank.confirmCard({ params: { verification_id }, body: { code } });
}

function customerOf(bank: Bank, card_id: Id<'card'>): Customer {
  const payees = new Map<string, Id<'party'>>();
  const payeeOf = async (phone: string): Promise<Id<'party'>> => {
    const known = payees.get(phone) ?? (await bank.findPayee({ query: { phone } })).party_id;
    payees.set(phone, known);
    return known;
  };
  const prove = async () => (await bank.provePin({ body: { pin: PIN } })).proof;
  return {
    bank,
    topUp: async (key, yuan) => {
      const body = { card_id, amount: moneyOf(yuan) };
      await settled(bank, await bank.topUp({ body, idempotencyKey: key, proof: await prove() }));
    },
    withdraw: async (key, yuan) => {
      const body = { card_id, amount: moneyOf(yuan) };
      await settled(bank, await bank.withdraw({ body, idempotencyKey: key, proof: await prove() }));
    },
    send: async (key, { toPhone, yuan, note, held }) =>
      bank.sendTransfer({
        body: {
          to_party_id: await payeeOf(toPhone),
          amount: moneyOf(yuan),
          note,
          arrival: held ? 'on_acceptance' : 'instant',
        },
        idempotencyKey: key,
        proof: await prove(),
      }),
  };
}

/** Waits for the card bank's final word, which must be yes. */
async function settled(bank: Bank, { id }: Order): Promise<void> {
  const order = await until(async () => {
    const now = await bank.getOrder({ params: { order_id: id } });
    return now.state === 'processing' ? undefined : now;
  });
  if (order.state !== 'succeeded') throw new Error(`order ${id} ended as ${order.state}`);
}

function moneyOf(yuan: string): WireMoney {
  const money = parseDecimal(yuan, 'CNY');
  if (money === undefined) throw new Error(`the story says '${yuan}', which is no amount`);
  return wireOf(money);
}
