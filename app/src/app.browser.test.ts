// The app in a real browser over a real bank: somebody new opens an account, every screen lets
// everybody in, amounts hide, money shows as it arrives, and a lost network is said.

import { gzipSync } from 'node:zlib';

import { createBank, memoryDevice, newIdempotencyKey, type Bank } from '@sycee/sdk';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { openHouse, type House } from './testing/house.ts';
import {
  expectAccessible,
  expectFits,
  openBrowser,
  signInAs,
  tapDigits,
  visit,
  type Visitor,
} from './testing/visitor.ts';

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

describe.each(['en', 'zh'] as const)('somebody new, in %s', (language) => {
  test('opens an account, and a reload at any step loses nothing', async () => {
    const visitor = await visit(browser, { address: house.address, language });
    const { page, words } = visitor;
    const { parties, payments, shell } = words;
    await expectAccessible(page, 'welcome');
    await becomeSomebody(visitor);

    await page.getByRole('link', { name: parties.welcome_start }).click();
    await fillIn(visitor);
    await expectAccessible(page, 'phone');
    await page.getByRole('button', { name: parties.send_code }).click();
    await page.getByLabel(parties.code_label).waitFor();
    await page.reload();
    await expectAccessible(page, 'code');
    await page.getByLabel(parties.code_label).fill(await newestCode(visitor));

    await page.getByLabel(parties.id_number).fill('110105194912310021');
    await page.getByText(parties.id_wrong_check).waitFor();
    await expectAccessible(page, 'identity');
    await page.reload();
    await fillIn(visitor);
    await page.getByText(parties.id_right).waitFor();
    await page.getByRole('button', { name: parties.continue }).click();

    await page.getByRole('heading', { name: parties.card_title }).waitFor();
    await page.reload();
    await fillIn(visitor);
    await expectAccessible(page, 'card');
    await page.getByRole('button', { name: payments.card_send_code }).click();
    await page.getByLabel(payments.card_code).fill(await newestCode(visitor));

    await page.getByRole('heading', { name: parties.pin_choose }).waitFor();
    await page.reload();
    await tapDigits(page, '123456');
    await page.getByText(parties.pin_weak_run).waitFor();
    await expectAccessible(page, 'PIN');
    await tapDigits(page, PIN);
    await tapDigits(page, '111222');
    await page.getByText(parties.pin_differs).waitFor();
    await tapDigits(page, PIN);
    await page.getByRole('heading', { name: parties.pin_again }).waitFor();
    await tapDigits(page, PIN);

    await page.getByRole('heading', { name: parties.result_title }).waitFor();
    await page.getByText(parties.class_II, { exact: true }).waitFor();
    await expectAccessible(page, 'result');
    await page.getByRole('link', { name: parties.next_wallet }).click();
    await page.getByRole('link', { name: shell.tab_wallet }).waitFor();
    await page.goto('/join/pin');
    await page.getByRole('heading', { name: payments.wallet, level: 1 }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });
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

/** Takes on the papers of a new fictitious person, through the drawer. */
async function becomeSomebody({ page, words }: Visitor): Promise<void> {
  await page.getByRole('button', { name: words.shell.sandbox_open }).click();
  await page.getByRole('radio', { name: words.shell.sandbox_people }).check();
  await page.getByRole('button', { name: words.shell.sandbox_make_person }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function fillIn({ page, words }: Visitor): Promise<void> {
  const [before = ''] = words.parties.fill_in.split('{{name}}');
  await page.getByRole('button', { name: before.trim() }).click();
}

/** Reads the newest code in the drawer, as its owner would on the phone. */
async function newestCode({ page, words }: Visitor): Promise<string> {
  const { phone } = await page.evaluate(() => ({
    phone: JSON.parse(sessionStorage.getItem('sycee.sandbox-phone') ?? '""') as string,
  }));
  const seen = usedCodes.get(phone) ?? new Set<string>();
  usedCodes.set(phone, seen);
  await page.getByRole('button', { name: words.shell.sandbox_open }).click();
  const newest = page.locator('.sandbox-code').first();
  await expect.poll(async () => isFresh(await newest.innerText(), seen)).toBe(true);
  const code = /\d{6}/.exec(await newest.innerText())?.[0] ?? '';
  seen.add(code);
  await page.keyboard.press('Escape');
  return code;
}

const usedCodes = new Map<string, Set<string>>();

function isFresh(text: string, seen: ReadonlySet<string>): boolean {
  const code = /\d{6}/.exec(text)?.[0];
  return code !== undefined && !seen.has(code);
}

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
