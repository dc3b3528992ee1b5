// A new customer within a second: the papers of a fictitious person, given to the bank from within
// the page, so that the page is signed in. For journeys that begin where joining ends.

import { PIN } from './newcomer.ts';
import type { Visitor } from './visitor.ts';

export type QuickCustomer = Visitor & {
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
};

/** Joins in the page and shows the wallet; without a card, with an account of class III. */
export async function quickCustomer(visitor: Visitor): Promise<QuickCustomer> {
  const { page, words } = visitor;
  const person = await page.evaluate(join, PIN);
  await page.goto('/wallet');
  await page.getByRole('heading', { name: words.payments.wallet, level: 1 }).waitFor();
  return { ...visitor, ...person };
}

/** Runs in the page: everything it needs stands inside it. */
async function join(pin: string): Promise<{ name: string; phone: string; idNumber: string }> {
  type Json = Record<string, string>;
  let device = '';
  const ask = async <Reply>(method: string, path: string, body?: object): Promise<Reply> => {
    const answer = await fetch(path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(device !== '' && { 'sycee-device': device }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Reply;
  };
  const person = await ask<Json>('POST', '/sandbox/control/people', {});
  const { phone = '', name = '', id_number: idNumber = '' } = person;
  const { code } = await codeFor(phone);
  const session = await ask<Json>('POST', '/v1/sessions', {
    phone,
    code,
    device: { name: 'Phone · Browser', platform: 'test' },
  });
  device = session['device_secret'] ?? '';
  localStorage.setItem('sycee.device', JSON.stringify({ secret: device }));
  const { items } = await ask<{ items: Json[] }>('GET', '/v1/consent-purposes');
  for (const purpose of ['terms_of_use', 'personal_data']) {
    const words = items.find((one) => one['purpose'] === purpose);
    const { version, text_hash } = words ?? {};
    await ask('POST', '/v1/consents', { purpose, version, text_hash, follows: null });
  }
  await ask('PUT', '/v1/me/identity', { name, id_number: idNumber });
  await ask('PUT', '/v1/me/pin', { pin });
  await ask('POST', '/v1/accounts', {});
  return { name, phone, idNumber };

  async function codeFor(to: string): Promise<{ code: string }> {
    await fetch('/v1/phone-codes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: to, purpose: 'sign_in' }),
    });
    const inbox = `/sandbox/sms/inbox?to=${encodeURIComponent(to)}`;
    for (let look = 0; look < 100; look += 1) {
      const messages = await ask<{ items: { code: string | null }[] }>('GET', inbox);
      const found = messages.items[0]?.code;
      if (found) return { code: found };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no code came');
  }
}
