// One life with the bank in a real browser, from the first code to the last sign-out, in both
// languages: two people who join, pay each other, and look at what became of their money.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Language } from './preferences.ts';
import { openHouse, type House } from './testing/house.ts';
import { becomeCustomer, PIN, signInAgain, type Customer } from './testing/newcomer.ts';
import {
  choosePayee,
  enterPin,
  expectBalance,
  expectState,
  findPayee,
  leaveResult,
  openWallet,
  sendHeld,
  startAction,
  typeAmount,
  writeNote,
  yuan,
} from './testing/paying.ts';
import { openStatement, readStatement, rowsOf, save } from './testing/statement.ts';
import { expectAccessible, openBrowser, saying, visit } from './testing/visitor.ts';

const LIVE_MS = 1000;
const NOTE = 'Noodles 午饭';
const HEADINGS = {
  en: 'Date,Time,Type,Counterparty,Note,In,Out,Balance,Currency,Order',
  zh: '日期,时间,交易类型,对方,备注,收入,支出,余额,币种,订单号',
} as const;
const MONTH_SO_FAR = ({ payments }: Customer['words']) => `${payments.month_so_far}{{sums}}`;

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

type Life = {
  readonly language: Language;
  readonly payer: Customer;
  readonly payee: Customer;
  /** Asks whether the payer's screen lets everybody in. */
  readonly look: (where: string) => Promise<void>;
};

describe.each(['en', 'zh'] as const)('a life with the bank, in %s', (language) => {
  let life: Life;

  afterAll(() => Promise.all(browser.contexts().map((context) => context.close())));

  test('two people become customers', async () => {
    life = await join(language);
  });
  test('a top-up is in progress until the bank of the card has spoken', () => topUp(life));
  test('money sent is there within a second, without a reload', () => sendAtOnce(life));
  test('money that waits is accepted, and its sender sees it', () => sendAndSeeAccepted(life));
  test('money that waits is returned, and is available again', () => sendAndSeeReturned(life));
  test('a wrong PIN says how many tries are left, and moves nothing', () => mistypePin(life));
  test('a double tap on everything makes one payment', () => tapTwice(life));
  test('the bills are found by words and by filters, and open as receipts', () => findBills(life));
  test('the month says what came in and what went out', () => readMonth(life));
  test('the statement adds up, on the screen, as a table and on paper', () => keepStatement(life));
  test('one eye hides every amount, on every screen', () => hideAmounts(life));
  test('without a network money rests and says why; with it money can move', () =>
    loseNetwork(life));
  test('a session ended on another device ends here at once, and says so', () =>
    endSessionElsewhere(life));
});

async function join(language: Language): Promise<Life> {
  const wish = { address: house.address, language } as const;
  const [one, other] = await Promise.all([visit(browser, wish), visit(browser, wish)]);
  const [payer, payee] = await Promise.all([
    becomeCustomer(
      one,
      language === 'en' ? (where) => expectAccessible(one.page, where) : undefined,
    ),
    becomeCustomer(other),
  ]);
  await expectBalance(payer, 0);
  const look = (where: string): Promise<void> => expectAccessible(payer.page, where);
  await look('an empty wallet');
  return { language, payer, payee, look };
}

async function topUp({ payer, look }: Life): Promise<void> {
  const { page, words } = payer;
  const { payments } = words;
  await page.request.put('/sandbox/control/failures', {
    data: { target: 'card-bank', mode: 'slow', delay_ms: 2000, count: 1 },
  });
  await startAction(payer, 'top_up');
  await look('top-up');
  await typeAmount(payer, '500');
  await look('confirm a top-up');
  await enterPin(payer);
  await expectState(payer, payments.state_processing);
  await look('a top-up in progress');
  await expectState(payer, payments.state_succeeded);
  await look('a top-up done');
  await leaveResult(payer);
  await expectBalance(payer, 50_000);
  await page.getByRole('link', { name: saying(`${payments.title_top_up}{{rest}}`) }).waitFor();
}

async function sendAtOnce({ payer, payee, look }: Life): Promise<void> {
  const { words } = payer;
  await startAction(payer, 'transfer');
  await look('whom to pay');
  await findPayee(payer, payee, () => look('is this the person'));
  await writeNote(payer, NOTE);
  await look('transfer');
  await typeAmount(payer, '12.34');
  await look('confirm a transfer');
  await enterPin(payer);
  await expectState(payer, words.payments.state_succeeded);
  await hears(payee, 'notice_received', { name: payer.name, amount: yuan(payee, 1234) });
  await expectBalance(payee, 1234);
  await look('a transfer done');
  await leaveResult(payer);
  await expectBalance(payer, 48_766);
}

async function sendAndSeeAccepted({ payer, payee, look }: Life): Promise<void> {
  const { payments } = payer.words;
  await sendHeld(payer, payee, '20');
  await hears(payee, 'notice_waiting', { name: payer.name, amount: yuan(payee, 2000) });
  await look('a transfer that waits');
  const { page } = payee;
  await page.getByRole('heading', { name: payments.waiting_for_you }).waitFor();
  await expectBalance(payee, 1234);
  await expectAccessible(page, 'wallet with a transfer that waits');
  await page.getByRole('button', { name: `${payments.accept}: ${payer.name}` }).click();
  const sheet = page.getByRole('dialog');
  await expectAccessible(page, 'accept?');
  await sheet.getByRole('button', { name: payments.accept, exact: true }).dblclick();
  await expectState(payer, payments.state_succeeded);
  await expectBalance(payee, 3234);
  await page.getByRole('heading', { name: payments.waiting_for_you }).waitFor({ state: 'hidden' });
  await leaveResult(payer);
  await expectBalance(payer, 46_766);
}

async function sendAndSeeReturned({ payer, payee, look }: Life): Promise<void> {
  const { payments } = payer.words;
  await sendHeld(payer, payee, '30');
  const { page } = payee;
  await page.getByRole('button', { name: payments.view, exact: true }).click();
  await page.getByRole('heading', { name: payments.incoming, level: 1 }).waitFor();
  await expectAccessible(page, 'incoming transfer');
  await page.getByRole('button', { name: `${payments.return_it}: ${payer.name}` }).click();
  const sheet = page.getByRole('dialog');
  await expectAccessible(page, 'return?');
  await sheet.getByRole('button', { name: payments.return_it, exact: true }).click();
  await expectState(payer, payments.state_returned);
  await expectState(payee, payments.state_returned);
  await look('a transfer returned');
  await leaveResult(payer);
  await expectBalance(payer, 46_766);
}

async function mistypePin({ payer, payee, look }: Life): Promise<void> {
  const { page, words } = payer;
  await choosePayee(payer, payee);
  await typeAmount(payer, '99');
  await enterPin(payer, '135791');
  await page.getByRole('dialog').getByText(/\b4\b/).waitFor();
  await look('wrong PIN');
  await page.getByRole('dialog').getByRole('button', { name: words.ui.close }).click();
  await page.getByRole('button', { name: words.ui.back }).click();
  await page.getByRole('button', { name: words.ui.back }).click();
  await expectBalance(payer, 46_766);
}

async function tapTwice({ payer, payee }: Life): Promise<void> {
  await choosePayee(payer, payee);
  await typeAmount(payer, '5');
  await enterPin(payer, PIN, 2);
  await expectState(payer, payer.words.payments.state_succeeded);
  await hears(payee, 'notice_received', { name: payer.name, amount: yuan(payee, 500) });
  await leaveResult(payer);
  await expectBalance(payer, 46_266);
  await openWallet(payee);
  await expectBalance(payee, 3734);
}

async function findBills({ payer, look }: Life): Promise<void> {
  const { page, words } = payer;
  const { payments } = words;
  const count = (shown: number) =>
    page.getByText(saying(payments.bills_count, { count: String(shown) })).waitFor();
  await startAction(payer, 'bills');
  await count(5);
  await look('bills');
  await page.getByRole('searchbox', { name: payments.search }).fill(NOTE.slice(-2));
  await count(1);
  await look('bills found');
  await page.getByRole('button', { name: payments.clear_search }).click();
  await count(5);
  await page.getByRole('button', { name: payments.filter, exact: true }).click();
  await page.getByRole('dialog').getByRole('radio', { name: payments.state_returned }).check();
  await look('filter');
  await page.getByRole('dialog').getByRole('button', { name: payments.show_bills }).click();
  await count(1);
  await page
    .getByRole('button', {
      name: saying(payments.remove_filter, { what: payments.state_returned }),
    })
    .click();
  await count(5);
  await page.getByRole('link', { name: NOTE }).click();
  await page.getByRole('heading', { name: payments.receipt, level: 1 }).waitFor();
  await page.getByText(/^pay_[0-9a-z]{26}$/).waitFor();
  await page.getByText(NOTE, { exact: true }).waitFor();
  await look('receipt');
}

async function readMonth({ payer, look }: Life): Promise<void> {
  const { page, words } = payer;
  const { payments, ui } = words;
  await openWallet(payer);
  await page.getByRole('link', { name: saying(MONTH_SO_FAR(words)) }).click();
  await page.getByRole('heading', { name: payments.month, level: 1 }).waitFor();
  const main = page.getByRole('main');
  await main
    .getByText(yuan(payer, 50_000, 'in'), { exact: true })
    .first()
    .waitFor();
  await main
    .getByText(yuan(payer, 3734, 'out'), { exact: true })
    .first()
    .waitFor();
  await look('month');
  await page.getByRole('button', { name: ui.show_table }).click();
  const today = page.getByRole('row', { name: yuan(payer, 50_000, 'in') });
  await today
    .getByText(yuan(payer, 3734, 'out'), { exact: true })
    .first()
    .waitFor();
  await look('month as a table');
  const transfers = { kind: payments.kind_transfer, count: '3' };
  await page.getByRole('link', { name: saying(payments.kind_bills, transfers) }).click();
  await page.getByText(saying(payments.bills_count, { count: '3' })).waitFor();
}

async function keepStatement({ language, payer, payee, look }: Life): Promise<void> {
  await openStatement(payer, look);
  const { sums, lines } = await readStatement(payer);
  expect(sums).toEqual([0, 50_000, -3734, 46_266]);
  expect(lines).toEqual([
    { amount: -500, balance: 46_266 },
    { amount: -2000, balance: 46_766 },
    { amount: -1234, balance: 48_766 },
    { amount: 50_000, balance: 50_000 },
  ]);
  await look('statement');
  const { save_csv: asTable, save_pdf: onPaper } = payer.words.deposits;
  const table = await save(payer, asTable);
  expect(table.name).toMatch(/^sycee-\d{4}-[\d-]{21}\.csv$/);
  const { headings, rows } = rowsOf(table.bytes);
  expect(headings.join()).toBe(HEADINGS[language]);
  expect(rows.map((cells) => cells.slice(3, 8))).toEqual([
    [expect.stringContaining(payer.bank), '', '500.00', '', '500.00'],
    [payee.name, NOTE, '', '12.34', '487.66'],
    [payee.name, '', '', '20.00', '467.66'],
    [payee.name, '', '', '5.00', '462.66'],
  ]);
  const paper = await save(payer, onPaper);
  expect(paper.name).toMatch(/\.pdf$/);
  const content = paper.bytes.toString('latin1');
  expect(content.slice(0, 5)).toBe('%PDF-');
  expect(content.match(/\/Type \/Page\b/g)).toHaveLength(1);
}

async function hideAmounts({ payer }: Life): Promise<void> {
  const { page, context, words } = payer;
  await openWallet(payer);
  const eye = page.getByRole('button', { name: words.ui.hide_amounts });
  await eye.click();
  const hrefOf = (name: string | RegExp) =>
    page.getByRole('link', { name }).first().getAttribute('href');
  const order = await hrefOf(NOTE);
  const month = await hrefOf(saying(MONTH_SO_FAR(words)));
  const screens = ['/account', '/statement', '/bills', '/withdraw', `${month}`, `${order}`];
  const expectHidden = async (tab: Page, screen: string): Promise<void> => {
    await tab.getByText('••••').first().waitFor();
    await tab.waitForLoadState('networkidle');
    expect.soft(await tab.locator('body').innerText(), screen).not.toMatch(/¥\s?\d/);
  };
  const check = async (screen: string): Promise<void> => {
    const tab = await context.newPage();
    await tab.goto(screen);
    await expectHidden(tab, screen);
    await tab.close();
  };
  await expectHidden(page, '/wallet');
  await Promise.all(screens.map(check));
  await eye.click();
  await expectBalance(payer, 46_266);
}

async function loseNetwork({ payer, payee, look }: Life): Promise<void> {
  const { page, context, words } = payer;
  const { payments, ui } = words;
  await choosePayee(payer, payee);
  await typeAmount(payer, '1');
  const sheet = page.getByRole('dialog');
  const confirm = sheet.getByRole('button', { name: payments.pay_with_pin });
  await context.setOffline(true);
  await sheet.getByText(ui.offline_no_money).waitFor();
  expect(await confirm.isDisabled()).toBe(true);
  await look('confirm a transfer without a network');
  await context.setOffline(false);
  await sheet.getByText(ui.offline_no_money).waitFor({ state: 'hidden' });
  expect(await confirm.isEnabled()).toBe(true);
  await page.keyboard.press('Escape');
  await openWallet(payer);
  await context.setOffline(true);
  await page.getByText(ui.offline, { exact: true }).waitFor();
  await page.getByText(ui.offline_no_money).waitFor();
  for (const action of [payments.transfer, payments.top_up, payments.withdraw]) {
    expect(await page.getByRole('button', { name: action, exact: true }).isDisabled()).toBe(true);
  }
  await context.setOffline(false);
  await page.getByRole('link', { name: payments.transfer, exact: true }).waitFor();
  await page.getByText(ui.offline_no_money).waitFor({ state: 'hidden' });
}

async function endSessionElsewhere({ language, payer, payee, look }: Life): Promise<void> {
  const { parties, security, shell } = payer.words;
  const other = await visit(browser, { address: house.address, language });
  await signInAgain(other, payer.phone);
  await expectBalance(other, 46_266);
  await other.page.getByRole('link', { name: shell.tab_me, exact: true }).click();
  await other.page.getByRole('link', { name: shell.security }).click();
  await other.page.getByRole('link', { name: security.devices }).click();
  await other.page.getByRole('button', { name: security.device_end_others }).click();
  await expectAccessible(other.page, 'end sessions?');
  const sheet = other.page.getByRole('dialog');
  await sheet.getByRole('button', { name: security.device_end, exact: true }).click();
  await payer.page.getByText(shell.session_ended).waitFor();
  await payer.page.getByRole('link', { name: parties.welcome_start }).waitFor();
  await look('signed out elsewhere');
  await payer.page.getByRole('button', { name: shell.session_ended_seen }).click();
  await payer.page.getByText(shell.session_ended).waitFor({ state: 'hidden' });
  await other.page.getByText(security.device_ended).waitFor();
  expect([...payer.complaints, ...payee.complaints, ...other.complaints]).toEqual([]);
}

/** Sees news within a second, on whatever screen. */
async function hears(
  { page, words }: Customer,
  notice: 'notice_received' | 'notice_waiting',
  gaps: { name: string; amount: string },
): Promise<void> {
  const news = page.getByText(saying(words.payments[notice], gaps));
  await news.waitFor({ timeout: LIVE_MS });
}
