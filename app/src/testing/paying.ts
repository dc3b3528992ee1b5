// Moving money as people do: choose whom, type how much, read what will happen, enter the PIN.

import { cny } from '@sycee/kit';

import { zh } from '../i18n/zh.ts';
import { amountText, type Sign } from '../ui/amounts.ts';
import { PIN, type Customer } from './newcomer.ts';
import { saying, type Visitor } from './visitor.ts';

/** An amount in fen as the app writes it. */
export function yuan({ words }: Visitor, fen: number, sign: Sign = 'none'): string {
  return amountText(cny(BigInt(fen)), words === zh ? 'zh' : 'en', sign);
}

/** Waits until the wallet shows this balance, in fen. */
export async function expectBalance(customer: Visitor, fen: number): Promise<void> {
  const { page, words } = customer;
  const hero = page.getByRole('region', { name: words.payments.available });
  await hero.getByText(yuan(customer, fen), { exact: true }).first().waitFor();
}

/** Waits until an order's screen says this state. */
export async function expectState({ page }: Visitor, state: string): Promise<void> {
  await page.getByRole('status').getByText(state, { exact: true }).waitFor();
}

/** Leaves a result for the wallet. */
export async function leaveResult({ page, words }: Visitor): Promise<void> {
  await page.getByRole('button', { name: words.payments.done, exact: true }).click();
  await page.getByRole('heading', { name: words.payments.wallet, level: 1 }).waitFor();
}

/** Opens the app anew, at the wallet. */
export async function openWallet({ page, words }: Visitor): Promise<void> {
  await page.goto('/wallet');
  await page.getByRole('heading', { name: words.payments.wallet, level: 1 }).waitFor();
}

/** Opens one of the four actions of the wallet. */
export async function startAction(
  { page, words }: Visitor,
  action: 'top_up' | 'withdraw' | 'transfer' | 'bills',
): Promise<void> {
  const name = words.payments[action];
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Types an amount on the pad and goes on to the sheet that asks for confirmation. */
export async function typeAmount({ page, words }: Visitor, amount: string): Promise<void> {
  for (const key of amount) {
    const name = key === '.' ? words.ui.decimal_point : key;
    await page.getByRole('button', { name, exact: true }).click();
  }
  await page.getByRole('button', { name: words.payments.next, exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

/** Confirms what the sheet says; a nervous finger taps twice each time it can. */
export async function enterPin(
  { page, words }: Visitor,
  pin: string = PIN,
  taps: 1 | 2 = 1,
): Promise<void> {
  const sheet = page.getByRole('dialog');
  const confirm = sheet.getByRole('button', { name: words.payments.pay_with_pin });
  await confirm.click({ clickCount: taps });
  await sheet.getByLabel(words.ui.pin).waitFor();
  const key = (digit: string) => sheet.getByRole('button', { name: digit, exact: true });
  for (const digit of pin.slice(0, -1)) await key(digit).click();
  await key(pin.slice(-1)).click({ clickCount: taps });
}

/** From the wallet to the amount of a transfer to somebody known. */
export async function choosePayee(payer: Visitor, payee: Customer): Promise<void> {
  const { page } = payer;
  await startAction(payer, 'transfer');
  await page.getByRole('link', { name: payee.name }).click();
  await page.getByLabel(payer.words.payments.amount, { exact: true }).waitFor();
}

/** Sends money that waits for the payee's answer; ends on the result. */
export async function sendHeld(payer: Visitor, payee: Customer, amount: string): Promise<void> {
  const { page, words } = payer;
  await choosePayee(payer, payee);
  await page.getByRole('radio', { name: words.payments.arrival_on_acceptance }).check();
  await typeAmount(payer, amount);
  await enterPin(payer);
  await expectState(payer, words.payments.state_awaiting_acceptance_out);
}

/** Writes the note of a transfer. */
export async function writeNote({ page, words }: Visitor, note: string): Promise<void> {
  await page.getByRole('button', { name: words.payments.note_add }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(words.payments.note, { exact: true }).fill(note);
  await sheet.getByRole('button', { name: words.payments.done }).click();
  await sheet.waitFor({ state: 'detached' });
}

/** Finds somebody by phone number and goes on to the amount. */
export async function findPayee(
  { page, words }: Visitor,
  { phone }: Customer,
  look: () => Promise<void>,
): Promise<void> {
  await page.getByLabel(words.payments.find_label).fill(phone.slice('+86'.length));
  await page.getByRole('heading', { name: words.payments.is_this_the_person }).waitFor();
  await look();
  await page.getByRole('link', { name: saying(words.payments.pay_person) }).click();
  await page.getByLabel(words.payments.amount, { exact: true }).waitFor();
}
