// The security centre in a real browser over a real bank: passkeys, one more check when an order is
// unusual, the freeze and the way back, notices, a lost PIN and a new number.

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { giveAuthenticator, type Authenticator } from './testing/authenticator.ts';
import { openHouse, type House } from './testing/house.ts';
import { PIN, signInAgain } from './testing/newcomer.ts';
import { enterPin, typeAmount } from './testing/paying.ts';
import { quickCustomer, type QuickCustomer } from './testing/quick-customer.ts';
import {
  addPasskey,
  askAs,
  gainPasskey,
  messagesTo,
  newCode,
  passHours,
  typePin,
} from './testing/safety.ts';
import {
  expectAccessible,
  openBrowser,
  saying,
  signInAs,
  tapDigits,
  visit,
  type Visitor,
} from './testing/visitor.ts';

const NEW_PIN = '975310';
const LIN = '+8613800000001';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

function someone(language: 'en' | 'zh' = 'en'): Promise<Visitor> {
  return visit(browser, { address: house.address, language });
}

async function newCustomer(language: 'en' | 'zh' = 'en'): Promise<QuickCustomer> {
  return quickCustomer(await someone(language));
}

describe('a passkey', () => {
  test.each(['en', 'zh'] as const)(
    'is added, and removed with the PIN, in %s',
    async (language) => {
      const customer = await newCustomer(language);
      const { page, words } = customer;
      const { security } = words;
      await giveAuthenticator(customer);
      await page.goto('/security/passkeys');
      await page.getByText(security.passkeys_none, { exact: true }).waitFor();
      await expectAccessible(page, 'no passkey');
      await addPasskey(customer);
      await page.getByText(security.passkey_made).waitFor();
      const row = page.getByRole('button', { name: security.remove });
      await row.waitFor();
      await expectAccessible(page, 'a passkey');

      await addPasskey(customer);
      await page.getByRole('alert').getByText(security.passkey_known).waitFor();
      expect(await row.count()).toBe(1);

      await row.click();
      await page.getByRole('dialog').getByText(security.passkey_remove_why).waitFor();
      await expectAccessible(page, 'removing a passkey');
      await typePin(customer, PIN, 2);
      await page.getByText(security.passkeys_none, { exact: true }).waitFor();
      expect(customer.complaints).toEqual([]);
    },
  );

  test("is not made by a stranger's finger", async () => {
    const customer = await newCustomer();
    const { page, words } = customer;
    const phone = await giveAuthenticator(customer);
    await phone.ownerIsThere(false);
    await page.goto('/security/passkeys');
    await addPasskey(customer);
    await page.getByRole('alert').getByText(words.security.passkey_left).waitFor();
    await page.getByText(words.security.passkeys_none, { exact: true }).waitFor();
  });
});

describe('the freeze', () => {
  test.each(['en', 'zh'] as const)(
    'takes two taps; the way back takes more, in %s',
    async (way) => {
      const customer = await newCustomer(way);
      const { page, words } = customer;
      const { security, shell, payments } = words;
      const phone = await giveAuthenticator(customer);
      await gainPasskey(customer);
      const other = await someone(way);
      await signInAgain(other, customer.phone);
      await page.goto('/me');
      await page.getByRole('button', { name: security.freeze }).click();
      await expectAccessible(page, 'freezing');
      await page.getByRole('button', { name: security.freeze_now }).dblclick();
      await page.getByText(security.frozen_now).waitFor();
      await other.page.getByText(shell.session_ended).waitFor();

      await page.goto('/wallet');
      await page.getByRole('link', { name: security.is_frozen }).click();
      await page.getByRole('heading', { name: security.is_frozen }).waitFor();
      await expectAccessible(page, 'frozen');
      await page.goto('/security/passkeys');
      await addPasskey(customer);
      await page.getByRole('link', { name: security.way_to_unfreeze }).click();

      await phone.ownerIsThere(false);
      await page.getByRole('button', { name: security.unfreeze }).click();
      await typePin(customer);
      await page.getByRole('heading', { name: security.step_up_title }).waitFor();
      await page.getByText(security.reason_always).waitFor();
      await expectAccessible(page, 'one more check');
      await page.getByRole('button', { name: security.with_passkey }).click();
      await page.getByRole('alert').getByText(security.passkey_left).waitFor();
      expect((await askAs(page, 'GET', '/v1/me')).body).not.toMatchObject({ frozen_at: null });
      await phone.ownerIsThere(true);
      await page.getByRole('button', { name: security.with_passkey }).dblclick();
      await page.getByText(security.unfrozen).waitFor();
      expect((await askAs(page, 'GET', '/v1/me')).body).toMatchObject({ frozen_at: null });
      await page.goto('/wallet');
      await page.getByRole('heading', { name: payments.wallet, level: 1 }).waitFor();
      // What this device kept may be a moment behind.
      await page.getByText(security.is_frozen).waitFor({ state: 'detached' });
      expect(customer.complaints).toEqual([]);
    },
  );
});

describe('an unusual order', () => {
  test('takes one more check, loses nothing, and happens once', async () => {
    const { away, newPhone } = await linOnANewPhone();
    await newPhone.ownerIsThere(false);
    const { page, words } = away;
    const { payments, security } = words;
    const before = await transfersOf(away);
    await page.goto('/transfer');
    await page.getByRole('link', { name: '王芳' }).click();
    await typeAmount(away, '2500');
    await enterPin(away);
    await page.getByRole('heading', { name: security.step_up_title }).waitFor();
    await page.getByText(security.reason_new_device).waitFor();
    await page.getByText(security.step_up_calm_money).waitFor();
    await expectAccessible(page, 'one more check before paying');

    await page.getByRole('button', { name: security.with_passkey }).click();
    await page.getByRole('alert').getByText(security.passkey_left).waitFor();
    expect((await transfersOf(away)).length).toBe(before.length);
    await newPhone.ownerIsThere(true);
    await page.getByRole('button', { name: security.with_passkey }).dblclick();
    await page.getByRole('status').getByText(payments.state_succeeded, { exact: true }).waitFor();
    expect((await transfersOf(away)).length).toBe(before.length + 1);
    await page.goBack();
    await page.goForward();
    expect((await transfersOf(away)).length).toBe(before.length + 1);
    expect(away.complaints).toEqual([]);
  });

  test('that is left, by Escape or by the back button, moves nothing', async () => {
    const { away: visitor } = await linOnANewPhone();
    const { page, words } = visitor;
    const before = await transfersOf(visitor);
    await page.goto('/transfer');
    await page.getByRole('link', { name: '王芳' }).click();
    await typeAmount(visitor, '2600');
    await enterPin(visitor);
    await page.getByRole('heading', { name: words.security.step_up_title }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.payments.next, exact: true }).click();
    await enterPin(visitor);
    await page.getByRole('heading', { name: words.security.step_up_title }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: words.payments.transfer, level: 1 }).waitFor();
    expect((await transfersOf(visitor)).length).toBe(before.length);
  });
});

test('a new sign-in is told at once, and one tap stops a thief', async () => {
  const customer = await newCustomer();
  const { page, words } = customer;
  const { security, shell } = words;
  await page.waitForLoadState('networkidle');
  const thief = await someone();
  await signInAgain(thief, customer.phone);
  await page.getByText(saying(security.notice_news)).waitFor();
  await page.getByRole('button', { name: security.notice_look }).click();
  await page
    .getByRole('button', { name: saying(`{{new}}${security.notice_signed_in}{{where}}`) })
    .first()
    .click();
  await expectAccessible(page, 'a notice');
  await page.getByRole('button', { name: security.notice_not_me }).click();
  await page.getByRole('button', { name: security.freeze_now }).click();
  await page.getByText(security.frozen_now).first().waitFor();
  await thief.page.getByText(shell.session_ended).waitFor();
  await expectAccessible(page, 'notices');
});

test('a forgotten PIN is replaced with passkey and code, and others are signed out', async () => {
  const customer = await newCustomer();
  const { page, words, phone } = customer;
  const { parties, security, shell } = words;
  await giveAuthenticator(customer);
  await gainPasskey(customer);
  const other = await someone();
  await signInAgain(other, phone);
  const messages = (await messagesTo(customer, phone)).length;
  await page.goto('/security/pin');
  await page.getByRole('link', { name: security.lost_pin_link }).click();
  await expectAccessible(page, 'a forgotten PIN');
  await page.getByRole('button', { name: security.lost_pin_begin }).click();
  await page.getByRole('button', { name: security.with_passkey }).click();
  await passHours(customer, 0.02);
  await page.getByRole('button', { name: security.phone_send_code }).click();
  await page.getByLabel(security.phone_code).fill(await newCode(customer, phone, messages));
  await page.getByRole('button', { name: security.go_on }).click();
  await page.getByRole('heading', { name: parties.pin_choose }).waitFor();
  await tapDigits(page, NEW_PIN);
  await page.getByRole('heading', { name: parties.pin_again }).waitFor();
  await tapDigits(page, NEW_PIN);
  await page.getByText(security.lost_pin_done).waitFor();
  await other.page.getByText(shell.session_ended).waitFor();
  expect(customer.complaints).toEqual([]);
});

test('a new number takes its own code, the PIN and a check; the old one is told', async () => {
  const customer = await newCustomer();
  const { page, words, phone } = customer;
  const { security } = words;
  await giveAuthenticator(customer);
  await gainPasskey(customer);
  const fresh = `+86139${customer.phone.slice(-8)}`;
  await page.goto('/security/phone');
  await page.getByLabel(security.phone_new).fill(fresh.slice(3));
  await expectAccessible(page, 'a new number');
  await page.getByRole('button', { name: security.phone_send_code }).click();
  await page.getByLabel(security.phone_code).fill(await newCode(customer, fresh, 0));
  await page.getByRole('dialog').waitFor();
  await typePin(customer);
  await page.getByRole('button', { name: security.with_passkey }).click();
  await page.getByText(security.phone_changed).waitFor();
  expect((await askAs(page, 'GET', '/v1/me')).body).toMatchObject({ phone_full: fresh });
  await expect.poll(async () => (await messagesTo(customer, phone)).length).toBeGreaterThan(1);
});

test('somebody with an account cannot walk into the way of a lost number', async () => {
  const { page, words } = await newCustomer();
  await page.goto('/recover');
  await page.getByRole('heading', { name: words.payments.wallet, level: 1 }).waitFor();
});

/** Lin on a phone signed in just now, with the passkey of the old one, as a cloud brings it. */
async function linOnANewPhone(): Promise<{ away: Visitor; newPhone: Authenticator }> {
  const home = await someone();
  await signInAs(home, 'Lin Xiaoyu');
  await passHours(home, 25);
  const phone = await giveAuthenticator(home);
  await gainPasskey(home);
  const away = await someone();
  await signInAgain(away, LIN);
  const newPhone = await giveAuthenticator(away);
  await phone.syncTo(newPhone);
  return { away, newPhone };
}

/** The transfers of the person, by the bank's own list. */
async function transfersOf({ page }: Visitor): Promise<unknown[]> {
  const { body } = await askAs(page, 'GET', '/v1/orders?kind=transfer&direction=out&limit=100');
  return (body as { items: unknown[] }).items;
}
