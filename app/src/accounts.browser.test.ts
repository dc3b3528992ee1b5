// Accounts in a real browser: several of them, their limits, money between them, and the way to
// class II and back, in two languages, two themes, and with every screen open to everybody.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openHouse, type House } from './testing/house.ts';
import { PIN } from './testing/newcomer.ts';
import { expectBalance, openWallet, startAction, yuan } from './testing/paying.ts';
import { expectAccessible, openBrowser, saying, signInAs } from './testing/visitor.ts';
import { visit, type Visitor } from './testing/visitor.ts';

const LIVES = [
  { language: 'en', theme: 'light', who: 'Lin Xiaoyu', purse: 'Travel', other: 'Purse' },
  { language: 'zh', theme: 'dark', who: '陈浩', purse: '旅行', other: '小钱包' },
] as const;

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

describe.each(LIVES)('accounts in $language, $theme', ({ language, theme, who, purse, other }) => {
  let visitor: Visitor;
  let look: (where: string) => Promise<void>;

  const named = (name: string): RegExp => new RegExp(`^${name} ··\\d{4}`);
  const heading = (name: string) => visitor.page.getByRole('heading', { name, level: 1 }).waitFor();
  const link = (name: string | RegExp) => visitor.page.getByRole('link', { name }).first();
  const button = (name: string) => visitor.page.getByRole('button', { name, exact: true });

  async function openAccounts(): Promise<void> {
    await openWallet(visitor);
    await link(saying(visitor.words.payments.account_ending)).click();
    await heading(visitor.words.deposits.account);
    await link(visitor.words.deposits.all_accounts).click();
    await heading(visitor.words.deposits.accounts);
  }

  async function tapPin(): Promise<void> {
    const sheet = visitor.page.getByRole('dialog');
    for (const key of PIN) await sheet.getByRole('button', { name: key, exact: true }).click();
  }

  async function typeOnPad(amount: string): Promise<void> {
    for (const key of amount) {
      await button(key === '.' ? visitor.words.ui.decimal_point : key).click();
    }
  }

  beforeAll(async () => {
    visitor = await visit(browser, { address: house.address, language, theme });
    look = (where) => expectAccessible(visitor.page, `${where}, ${language}`);
    await signInAs(visitor, who);
  });
  afterAll(() => visitor?.context.close());

  test('the account shows its limits, what is left, and when they are whole', async () => {
    const { page, words } = visitor;
    await link(saying(words.payments.account_ending)).click();
    await heading(words.deposits.account);
    const day = page.getByRole('region', { name: words.deposits.limit_day });
    await day.getByText(words.deposits.limit_left).waitFor();
    await day.getByText(saying(words.deposits.limit_renews)).waitFor();
    await day
      .getByText(saying(words.deposits.limit_of, { limit: yuan(visitor, 1_000_000) }))
      .waitFor();
    await look('an account');
  });

  test('further ones are opened by their names, the small one of class III', async () => {
    const { page, words } = visitor;
    for (const [name, accountClass] of [
      [purse, 'II'],
      [other, 'III'],
    ] as const) {
      await openAccounts();
      await link(words.deposits.open_account).click();
      await heading(words.deposits.new_account);
      await page.getByLabel(words.deposits.account_name).fill(name);
      await page
        .getByRole('radio', { name: words.deposits[`new_class_${accountClass}`], exact: true })
        .check();
      await look('another account');
      await button(words.deposits.open_it).click();
      await heading(words.deposits.account);
      await page.getByText(name, { exact: true }).first().waitFor();
    }
    await look('a small account');
    await openAccounts();
    await link(named(purse)).waitFor();
    await link(named(other)).waitFor();
    await look('several accounts');
  });

  test('money moves between them, and too much is said before the bank is asked', async () => {
    const { page, words } = visitor;
    await link(words.deposits.move_money).click();
    await heading(words.deposits.move_money);
    await typeOnPad('99999999');
    await page.getByText(saying(words.deposits.move_more_than_available)).waitFor();
    expect(await button(words.deposits.move_next).isDisabled()).toBe(true);
    await look('too much to move');
    for (let key = 0; key < 8; key++) await button(words.ui.erase).click();
    await typeOnPad('50');
    await button(words.deposits.move_next).click();
    await page.getByRole('dialog').waitFor();
    await look('confirm a move');
    await tapPin();
    await heading(words.deposits.accounts);
    await link(named(purse)).getByText(yuan(visitor, 5_000), { exact: true }).first().waitFor();
  });

  test('the small one says how much it may send, and what would lift that', async () => {
    const { page, words } = visitor;
    await link(named(other)).click();
    await heading(words.deposits.account);
    await link(words.deposits.upgrade).click();
    await heading(words.deposits.upgrade);
    await page.getByText(words.deposits.upgrade_kept_lead).waitFor();
    await look('the way to class II');
    await openWallet(visitor);
    await startAction(visitor, 'top_up');
    await page.getByRole('button', { name: words.payments.to, exact: false }).first().click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: named(other) })
      .click();
    await link(words.deposits.hint_lift_balance).waitFor();
    await typeOnPad('2000.01');
    await page.getByText(saying(words.payments.more_than_class)).waitFor();
    await look('a top-up to a small account');
  });

  test('letting it rise makes it class II at once', async () => {
    const { page, words } = visitor;
    await link(words.deposits.hint_lift_balance).click();
    await heading(words.deposits.upgrade);
    await button(words.deposits.upgrade_let_rise).click();
    await page.getByText(words.deposits.upgrade_done).waitFor();
    await look('class II reached');
  });

  test('an empty one is closed with the PIN, the main one cannot be', async () => {
    const { page, words } = visitor;
    await openAccounts();
    await link(named(other)).click();
    await heading(words.deposits.account);
    await button(words.deposits.close_it).click();
    await page.getByRole('dialog').waitFor();
    await look('close an account?');
    await tapPin();
    await heading(words.deposits.accounts);
    await link(named(other)).waitFor({ state: 'detached' });
    await link(words.deposits.main_account).click();
    await heading(words.deposits.account);
    expect(await button(words.deposits.close_it).count()).toBe(0);
  });

  test('another one becomes the main one, and the wallet shows it', async () => {
    const { page, words } = visitor;
    await openAccounts();
    await link(named(purse)).click();
    await heading(words.deposits.account);
    await page.getByRole('button', { name: words.deposits.make_main }).click();
    await page.getByText(words.deposits.made_main).waitFor();
    await look('the main account');
    await link(words.deposits.all_accounts).click();
    await heading(words.deposits.accounts);
    await link(named(purse)).getByText(words.deposits.main_tag).waitFor();
    await openWallet(visitor);
    await expectBalance(visitor, 5_000);
    expect(visitor.complaints).toEqual([]);
  });
});
