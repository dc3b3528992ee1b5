// The app in a real browser over a real bank: every screen lets everybody in, amounts hide, money
// shows as it arrives, and a lost network is said. How people join is told beside it.

import { gzipSync } from 'node:zlib';

import { createBank, memoryDevice, newIdempotencyKey, type Bank } from '@sycee/sdk';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { openHouse, type House } from './testing/house.ts';
import { expectAccessible, expectFits, openBrowser, signInAs, visit } from './testing/visitor.ts';

const PIN = '246810';
const FIRST_LOAD_MAX = 200 * 1024;

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

const TABS = ['/wallet', '/chats', '/discover', '/me'];
const SETTINGS = ['profile', 'about'].map((name) => `/settings/${name}`);
const MONEY = ['/top-up', '/withdraw', '/transfer', '/account', '/statement', '/bills'];
const PRIVACY = ['consents/marketing', 'receipts', 'export', 'name', 'biometrics', 'leave'].map(
  (name) => `/privacy/${name}`,
);
const SAFETY = ['pin', 'lost-pin', 'passkeys', 'devices', 'notices', 'freeze', 'phone'].map(
  (name) => `/security/${name}`,
);
const CENTRES = ['/privacy', '/security', ...PRIVACY, ...SAFETY];
const SCREENS = TABS.concat(SETTINGS, MONEY, CENTRES, '/cards', '/cards/new', '/no/such/page');

describe.each([
  ['en', 'light', 'Lin Xiaoyu'],
  ['zh', 'dark', '陈浩'],
] as const)('in %s and %s', (language, theme, name) => {
  test('every screen lets everybody in, also on a narrow phone', async () => {
    const visitor = await visit(browser, { address: house.address, language, theme });
    await signInAs(visitor, name);
    for (const screen of SCREENS) {
      await visitor.page.goto(screen);
      await visitor.page.getByRole('heading', { level: 1 }).waitFor();
      await visitor.page.waitForLoadState('networkidle');
      await expectAccessible(visitor.page, screen);
      await visitor.page.setViewportSize({ width: 320, height: 844 });
      await expectFits(visitor.page, `${screen} on a narrow phone`);
      await visitor.page.setViewportSize({ width: 390, height: 844 });
    }
    expect(visitor.complaints).toEqual([]);
  });
});

test('the sandbox drawer and its parts let everybody in', async () => {
  const visitor = await visit(browser, { address: house.address, language: 'en' });
  const { page, words } = visitor;
  await page.getByRole('button', { name: words.shell.sandbox_open }).click();
  for (const part of ['messages', 'people', 'failures', 'clock'] as const) {
    await page.getByRole('radio', { name: words.shell[`sandbox_${part}`] }).check();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, part);
  }
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('sandbox-handle');
});

test('one eye hides every amount, on every screen, and stays shut', async () => {
  const visitor = await visit(browser, { address: house.address, language: 'en' });
  const { page, words } = visitor;
  await signInAs(visitor, 'Lin Xiaoyu');
  await page.getByRole('button', { name: words.ui.hide_amounts }).first().click();
  for (const screen of ['/wallet', '/account', '/bills', '/statement']) {
    await page.goto(screen);
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.getByText('••••').count()).toBeGreaterThan(0);
    const shown = await page.getByRole('main').innerText();
    const open = screen === '/account' ? shown.replaceAll(/\/\s*(¥[\d,.]+\s*)+/g, '') : shown;
    expect.soft(open, screen).not.toMatch(/¥\s?\d/);
  }
});

test('money that arrives shows within a second, with a word about it', async () => {
  const visitor = await visit(browser, { address: house.address, language: 'en' });
  const { page } = visitor;
  await signInAs(visitor, 'Wang Fang');
  await page.waitForLoadState('networkidle');
  const payer = await customer('+8613800000002');
  const { party_id: to } = await payer.findPayee({ query: { phone: '+8613800000003' } });
  const { proof } = await payer.provePin({ body: { pin: PIN } });
  await payer.sendTransfer({
    body: { to_party_id: to, amount: { minor: '321', currency: 'CNY' }, arrival: 'instant' },
    idempotencyKey: newIdempotencyKey(),
    proof,
  });
  await page.getByText(/sent you ¥3\.21/).waitFor({ timeout: 1000 });
});

test('without a network it says so, keeps what it knows, and money rests', async () => {
  const visitor = await visit(browser, { address: house.address, language: 'en' });
  const { page, context, words } = visitor;
  await signInAs(visitor, 'Lin Xiaoyu');
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto('/top-up');
  await page.getByLabel(words.payments.amount, { exact: true }).waitFor();
  await context.setOffline(true);
  await page.getByText(words.ui.offline_no_money).first().waitFor();
  await page.goto('/wallet');
  await page.getByText(words.ui.offline, { exact: true }).waitFor();
  await page.getByText(/As of/).waitFor();
  await page
    .getByText(/¥[\d,]+/)
    .first()
    .waitFor();
  await expectAccessible(page, 'wallet without a network');
  await context.setOffline(false);
  await page.getByText(words.ui.offline, { exact: true }).waitFor({ state: 'detached' });
});

test('a session ended elsewhere leads to the door, and nothing is left behind', async () => {
  const wish = { address: house.address, language: 'en' } as const;
  const [here, there] = await Promise.all([visit(browser, wish), visit(browser, wish)]);
  await signInAs(here, 'Lin Xiaoyu');
  await signInAs(there, 'Lin Xiaoyu');
  const { parties, security } = here.words;
  await here.page.goto('/security/devices');
  await here.page.getByRole('button', { name: security.device_end_others }).click();
  await here.page.getByRole('button', { name: security.device_end, exact: true }).last().click();
  await there.page.goto('/me');
  await there.page.getByRole('link', { name: parties.welcome_start }).waitFor();
  expect(await there.page.evaluate(() => localStorage.getItem('sycee.reads'))).toBeNull();
});

test('the first start loads at most 200 kB of script', async () => {
  const { context } = await visit(browser, { address: house.address, language: 'en' });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.startsWith('/assets/')) return;
    if (!response.url().endsWith('.js')) return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto('/welcome');
  await page.waitForLoadState('networkidle');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(FIRST_LOAD_MAX);
});

/** A demo customer who uses the bank by program. */
async function customer(phone: string): Promise<Bank> {
  const bank = createBank({
    baseUrl: house.address,
    language: () => 'en',
    device: memoryDevice(),
    credentials: 'token',
  });
  const before = (await inboxOf(phone))[0]?.id;
  await bank.requestPhoneCode({ body: { phone, purpose: 'sign_in' } });
  let code = '';
  await expect
    .poll(async () => {
      const [newest] = await inboxOf(phone);
      code = newest !== undefined && newest.id !== before ? (newest.code ?? '') : '';
      return code;
    })
    .not.toBe('');
  await bank.signIn({ body: { phone, code, device: { name: 'A program', platform: 'test' } } });
  return bank;
}

async function inboxOf(phone: string): Promise<{ id: string; code: string | null }[]> {
  const path = `/sandbox/sms/inbox?to=${encodeURIComponent(phone)}`;
  const answer = await fetch(house.address + path);
  return ((await answer.json()) as { items: { id: string; code: string | null }[] }).items;
}
