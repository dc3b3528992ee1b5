// What the journeys of the security centre do again and again: a PIN in a sheet, a passkey, a code
// from a text message, and a question to the bank in the name of the page.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { PIN } from './newcomer.ts';
import type { Visitor } from './visitor.ts';

/** Enters a PIN in the sheet; a nervous finger taps the last digit twice. */
export async function typePin({ page }: Visitor, pin = PIN, taps: 1 | 2 = 1): Promise<void> {
  const sheet = page.getByRole('dialog');
  const key = (digit: string) => sheet.getByRole('button', { name: digit, exact: true });
  for (const digit of pin.slice(0, -1)) await key(digit).click();
  await key(pin.slice(-1)).click({ clickCount: taps });
}

/** Adds a passkey, as far as the phone's own question, which answers by itself. */
export async function addPasskey(visitor: Visitor): Promise<void> {
  const { page, words } = visitor;
  await page.getByRole('button', { name: words.security.passkey_add }).click();
  await page.getByRole('dialog').getByText(words.security.passkey_add_why).waitFor();
  await typePin(visitor);
}

/** Opens the passkeys and adds one. */
export async function gainPasskey(visitor: Visitor): Promise<void> {
  await visitor.page.goto('/security/passkeys');
  await addPasskey(visitor);
  await visitor.page.getByText(visitor.words.security.passkey_made).waitFor();
}

/** The text messages to a phone, newest first. */
export async function messagesTo({ page }: Visitor, phone: string): Promise<string[]> {
  const path = `/sandbox/sms/inbox?to=${encodeURIComponent(phone)}`;
  const { items } = (await (await page.request.get(path)).json()) as { items: { text: string }[] };
  return items.map(({ text }) => text);
}

/** The code in the newest message, once there are more messages than before. */
export async function newCode(visitor: Visitor, phone: string, before: number): Promise<string> {
  await expect.poll(async () => (await messagesTo(visitor, phone)).length).toBeGreaterThan(before);
  return /\b\d{6}\b/.exec((await messagesTo(visitor, phone))[0] ?? '')?.[0] ?? '';
}

/** Asks the bank something in the name of the page; answers status and body. */
export function askAs(
  page: Page,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async ([verb, address]) => {
      const kept = localStorage.getItem('sycee.device') ?? '{}';
      const { secret = '' } = JSON.parse(kept) as { secret?: string };
      const answer = await fetch(address, { method: verb, headers: { 'sycee-device': secret } });
      const text = await answer.text();
      return {
        status: answer.status,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
    [method, path] as const,
  );
}

/** Lets time pass at the bank. */
export async function passHours({ page }: Visitor, hours: number): Promise<void> {
  await page.request.post('/v1/clock/advance', { data: { seconds: hours * 3600 } });
}
