// Somebody new at the bank: takes the papers of a fictitious person out of the sandbox drawer and
// goes the whole way in, by what the screens say.

import { expect } from 'vitest';

import type { DemoPerson } from '../features/shell/sandbox/world.ts';
import { zh } from '../i18n/zh.ts';
import { saying, tapDigits, type Visitor } from './visitor.ts';

/** Who a visitor has become. */
export type Customer = Visitor & {
  readonly name: string;
  readonly phone: string;
  /** The bank of the linked card, in the language of the visit. */
  readonly bank: string;
};

type Papers = Pick<Customer, 'name' | 'phone' | 'bank'>;

export const PIN = '246810';

/** Goes from the welcome to an open account with a linked card; `look` is told each screen. */
export async function becomeCustomer(
  visitor: Visitor,
  look: (screen: string) => Promise<void> = async () => undefined,
): Promise<Customer> {
  const { page, words } = visitor;
  const { parties, payments } = words;
  const press = (name: string): Promise<void> => page.getByRole('button', { name }).click();
  const person = await takePapers(visitor);
  const codes = new Set<string>();
  await look('welcome');
  await page.getByRole('link', { name: parties.welcome_start }).click();
  await fillIn(visitor);
  await look('phone');
  await press(parties.send_code);
  await page.getByLabel(parties.code_label).waitFor();
  await look('code');
  await page.getByLabel(parties.code_label).fill(await readCode(visitor, codes));
  await page.getByRole('heading', { name: parties.identity_title }).waitFor();
  await fillIn(visitor);
  await page.getByRole('checkbox').nth(1).waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await look('identity');
  await press(parties.continue);
  await page.getByRole('heading', { name: parties.card_title }).waitFor();
  await fillIn(visitor);
  await look('card');
  await press(payments.card_send_code);
  await page.getByLabel(payments.card_code).waitFor();
  await look('code of the card');
  await page.getByLabel(payments.card_code).fill(await readCode(visitor, codes));
  await page.getByRole('heading', { name: parties.pin_choose }).waitFor();
  await look('PIN');
  await tapDigits(page, PIN);
  await page.getByRole('heading', { name: parties.pin_again }).waitFor();
  await tapDigits(page, PIN);
  await page.getByRole('heading', { name: parties.result_title }).waitFor();
  await look('open account');
  await page.getByRole('link', { name: parties.next_wallet }).click();
  await page.getByRole('heading', { name: payments.wallet, level: 1 }).waitFor();
  return { ...visitor, ...person };
}

/** Signs a customer in on one more device, a minute after the code before. */
export async function signInAgain(visitor: Visitor, phone: string): Promise<void> {
  const { page, words } = visitor;
  const { parties, payments } = words;
  const codes = new Set(await codesFor(visitor, phone));
  await page.request.post('/v1/clock/advance', { data: { seconds: 61 } });
  await page.getByRole('link', { name: parties.welcome_start }).click();
  await page.getByLabel(parties.phone).fill(phone.slice('+86'.length));
  await page.getByRole('button', { name: parties.send_code }).click();
  await page.getByLabel(parties.code_label).fill(await readCode(visitor, codes));
  await page.getByRole('heading', { name: payments.wallet, level: 1 }).waitFor();
}

async function takePapers({ page, words }: Visitor): Promise<Papers> {
  const { shell } = words;
  await page.getByRole('button', { name: shell.sandbox_open }).click();
  await page.getByRole('radio', { name: shell.sandbox_people }).check();
  const made = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: shell.sandbox_make_person }).click();
  const { name, phone, cards } = (await (await made).json()) as DemoPerson;
  await page.getByText(saying(shell.sandbox_chosen, { name })).waitFor();
  return { name, phone, bank: (words === zh ? cards[0]?.bank_name_zh : cards[0]?.bank_name) ?? '' };
}

async function fillIn({ page, words }: Visitor): Promise<void> {
  await page.getByRole('button', { name: saying(words.parties.fill_in) }).click();
}

/** Reads the code that has come since the ones already seen, in the drawer. */
async function readCode({ page, words }: Visitor, seen: Set<string>): Promise<string> {
  const { shell } = words;
  await page.getByRole('button', { name: shell.sandbox_open }).click();
  const messages = page.getByRole('dialog').getByRole('listitem');
  const newest = async (): Promise<string | undefined> =>
    /\b\d{6}\b/.exec((await messages.allInnerTexts())[0] ?? '')?.[0];
  let code: string | undefined;
  await expect
    .poll(async () => {
      code = await newest();
      return code !== undefined && !seen.has(code);
    })
    .toBe(true);
  await page.keyboard.press('Escape');
  seen.add(code ?? '');
  return code ?? '';
}

async function codesFor({ page }: Visitor, phone: string): Promise<string[]> {
  const path = `/sandbox/sms/inbox?to=${encodeURIComponent(phone)}`;
  const { items } = (await (await page.request.get(path)).json()) as {
    items: { code: string | null }[];
  };
  return items.flatMap(({ code }) => code ?? []);
}
