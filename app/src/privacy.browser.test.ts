// The privacy centre in a real browser over a real bank: consents given and taken back with their
// receipts, a copy of everything, a correction, and leaving; also by fingers that tap twice.

import { readFileSync } from 'node:fs';

import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { openHouse, type House } from './testing/house.ts';
import { PIN } from './testing/newcomer.ts';
import { quickCustomer, type QuickCustomer } from './testing/quick-customer.ts';
import { expectAccessible, openBrowser, saying, signInAs, visit } from './testing/visitor.ts';

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

async function newCustomer(language: 'en' | 'zh' = 'en'): Promise<QuickCustomer> {
  return quickCustomer(await visit(browser, { address: house.address, language }));
}

describe('a consent', () => {
  test('is given once, even by a double tap, and taken back with its meaning said', async () => {
    const customer = await newCustomer();
    const { page, words } = customer;
    const { consents } = words;
    await page.goto('/privacy/consents/marketing');
    await page.getByText(consents.standing_never_given).waitFor();
    await expectAccessible(page, 'a consent');
    await page.getByRole('button', { name: consents.agree }).dblclick();
    await page.getByText(consents.agreed_done).waitFor();
    await page.getByText(saying(consents.standing_given)).waitFor();
    expect(await decisions(page)).toEqual(['given']);

    await page.getByRole('button', { name: consents.withdraw }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(consents.ends_marketing).waitFor();
    await expectAccessible(page, 'taking a consent back');
    await sheet.getByRole('button', { name: consents.withdraw }).dblclick();
    await page.getByText(saying(consents.standing_withdrawn)).waitFor();
    expect(await decisions(page)).toEqual(['withdrawn', 'given']);
    expect(customer.complaints).toEqual([]);
  });

  test('on which the account stands leads to closing instead', async () => {
    const { page, words } = await newCustomer('zh');
    await page.goto('/privacy/consents/terms_of_use');
    await page.getByText(saying(words.consents.standing_given)).waitFor();
    expect(await page.getByRole('button', { name: words.consents.withdraw }).count()).toBe(0);
    await page.getByRole('link', { name: words.consents.leave }).click();
    await page.getByRole('heading', { name: words.consents.leave, level: 1 }).waitFor();
  });

  test('that was decided elsewhere meanwhile is shown anew, and not decided twice', async () => {
    const { page, words, context } = await newCustomer();
    const { consents } = words;
    await page.goto('/privacy/consents/marketing');
    await page.getByText(consents.standing_never_given).waitFor();
    // The news do not reach this device for a while.
    await page.route('**/v1/consents', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    const other = await context.newPage();
    await other.goto('/privacy/consents/marketing');
    await other.getByRole('button', { name: consents.agree }).click();
    await other.getByText(saying(consents.standing_given)).waitFor();
    await page.getByRole('button', { name: consents.agree }).click();
    await page
      .getByRole('alert')
      .getByText(/changed in the meantime/)
      .waitFor();
    await page.unroute('**/v1/consents');
    await page.reload();
    await page.getByText(saying(consents.standing_given)).waitFor();
    expect(await decisions(page)).toEqual(['given']);
  });

  test('has a receipt that is saved with the words as they were', async () => {
    const { page, words } = await newCustomer();
    const { consents } = words;
    await page.goto('/privacy/receipts');
    await page
      .getByRole('button', { name: saying('{{any}}Save receipt') })
      .first()
      .waitFor();
    await expectAccessible(page, 'receipts');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: consents.save_receipt }).first().click(),
    ]);
    const receipt = await jsonOf(file);
    expect(receipt).toMatchObject({ decision: 'given', text: { title: expect.any(String) } });
    expect(file.suggestedFilename()).toMatch(/^sycee-consent-[a-z-]+-cons_\w+\.json$/);
    await page.getByText(consents.receipt_saved).waitFor();
  });
});

test('a copy of everything takes the PIN, and holds what is known', async () => {
  const customer = await newCustomer();
  const { page, words, name } = customer;
  const { consents } = words;
  await page.goto('/privacy/export');
  await page.getByRole('button', { name: consents.export_take }).click();
  await expectAccessible(page, 'the PIN of an export');
  await typePin(page, '135790');
  await page
    .getByRole('dialog')
    .getByText(/PIN is wrong/)
    .waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), typePin(page, PIN)]);
  const copy = (await jsonOf(file)) as { sections: Record<string, object> };
  expect(copy.sections['parties']).toMatchObject({ name, phone: customer.phone });
  expect(Object.keys(copy.sections)).toContain('deposits');
  await page.getByText(saying(consents.export_done)).waitFor();
  await expectAccessible(page, 'export');
});

test('a correction of the name waits for two people, and is asked for once', async () => {
  const { page, words } = await newCustomer();
  const { consents } = words;
  await page.goto('/privacy/name');
  await page.getByLabel(consents.name_right).fill('林大雨');
  await page.getByLabel(consents.name_reason).fill('A character is wrong');
  await page.getByRole('button', { name: consents.name_ask }).click();
  await page
    .getByRole('dialog')
    .getByText(/林大雨/)
    .waitFor();
  await typePin(page, PIN);
  await page.getByText(saying(consents.name_waiting, { name: '林大雨' })).waitFor();
  expect(await page.getByLabel(consents.name_right).count()).toBe(0);
  await expectAccessible(page, 'a correction that waits');
});

describe('leaving', () => {
  test('says what is in the way first', async () => {
    const visitor = await visit(browser, { address: house.address, language: 'en' });
    await signInAs(visitor, 'Lin Xiaoyu');
    const { page, words } = visitor;
    await page.goto('/privacy/leave');
    await page.getByText(words.consents.leave_first).waitFor();
    const close = page.getByRole('button', { name: words.consents.leave, exact: true });
    expect(await close.isDisabled()).toBe(true);
    await expectAccessible(page, 'leaving with money');
  });

  test.each(['en', 'zh'] as const)('shows what went and what stays, in %s', async (language) => {
    const customer = await newCustomer(language);
    const { page, words } = customer;
    const { consents } = words;
    await page.goto('/privacy/leave');
    await page.getByText(consents.leave_clear).waitFor();
    await expectAccessible(page, 'leaving');
    await page.getByRole('button', { name: consents.leave, exact: true }).click();
    await page.getByRole('dialog').getByText(consents.leave_for_good).waitFor();
    await typePin(page, PIN, 2);
    await page.getByRole('heading', { name: consents.goodbye_head }).waitFor();
    await expectAccessible(page, 'farewell');
    expect(await page.evaluate(() => localStorage.getItem('sycee.device'))).toBeNull();
    expect(await page.evaluate(() => localStorage.getItem('sycee.reads'))).toBeNull();
    await page.goBack();
    await page.getByRole('link', { name: words.parties.welcome_start }).waitFor();
    expect(customer.complaints).toEqual([]);
  });

  test('a session that was ended in the middle closes nothing', async () => {
    const { page, words } = await newCustomer();
    const { consents } = words;
    await page.goto('/privacy/leave');
    await page.getByRole('button', { name: consents.leave, exact: true }).click();
    await page.getByRole('dialog').getByText(consents.leave_for_good).waitFor();
    const ended = await page.evaluate(async () => {
      const { secret } = JSON.parse(localStorage.getItem('sycee.device') ?? '{}') as {
        secret: string;
      };
      const headers = { 'sycee-device': secret };
      return (await fetch('/v1/sessions/current', { method: 'DELETE', headers })).status;
    });
    expect(ended).toBe(204);
    await page.getByRole('link', { name: words.parties.welcome_start }).waitFor();
    await page.getByText(words.shell.session_ended).waitFor();
    await page.goto('/goodbye');
    await page.getByRole('link', { name: words.parties.welcome_start }).waitFor();
  });
});

/** What was decided about marketing, newest first, by the bank's own list. */
function decisions(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { secret } = JSON.parse(localStorage.getItem('sycee.device') ?? '{}') as {
      secret: string;
    };
    const answer = await fetch('/v1/consent-receipts', { headers: { 'sycee-device': secret } });
    const { items } = (await answer.json()) as { items: { purpose: string; decision: string }[] };
    return items.filter(({ purpose }) => purpose === 'marketing').map((one) => one.decision);
  });
}

/** Enters a PIN in the sheet; a nervous finger taps the last digit twice. */
async function typePin(page: Page, pin: string, taps: 1 | 2 = 1): Promise<void> {
  const key = (digit: string) =>
    page.getByRole('dialog').getByRole('button', { name: digit, exact: true });
  for (const digit of pin.slice(0, -1)) await key(digit).click();
  await key(pin.slice(-1)).click({ clickCount: taps });
}

async function jsonOf(file: Download): Promise<unknown> {
  return JSON.parse(readFileSync(await file.path(), 'utf8'));
}
