// Somebody new at the bank: takes the papers of a fictitious person out of the sandbox drawer and
// goes the whole way in, by what the screens say. What may be put off can be put off.

import type { DemoPerson } from '../features/shell/sandbox/world.ts';
import { zh } from '../i18n/zh.ts';
import type { Sitter } from './sitter.ts';
import { saying, tapDigits, type Visitor } from './visitor.ts';

/** Who a visitor has become. */
export type Customer = Visitor & {
  readonly name: string;
  readonly phone: string;
  /** The bank of the linked card, in the language of the visit. */
  readonly bank: string;
};

/** Somebody on the way in, and the codes their phone has had. */
export type Newcomer = Customer & {
  readonly codes: Set<string>;
  /** Is told each screen. */
  readonly look: (screen: string) => Promise<void>;
};

export const PIN = '246810';

const TRIES = 3;
const CODE_LOOK_MS = 100;

const nobodyLooks = async (): Promise<void> => undefined;

/** Goes from the welcome to an open account with a linked card; `look` is told each screen. */
export async function becomeCustomer(
  visitor: Visitor,
  look: Newcomer['look'] = nobodyLooks,
): Promise<Customer> {
  const newcomer = await comeIn(visitor, look);
  await agree(newcomer);
  await putOff(newcomer, 'document');
  await tellWho(newcomer);
  await bindCard(newcomer);
  await putOff(newcomer, 'voice');
  await putOff(newcomer, 'face');
  await choosePin(newcomer);
  await putOff(newcomer, 'passkey');
  return openAccount(newcomer);
}

/** From the welcome to the first step of joining. */
export async function comeIn(
  visitor: Visitor,
  look: Newcomer['look'] = nobodyLooks,
): Promise<Newcomer> {
  const { page, words } = visitor;
  const { parties } = words;
  const newcomer = { ...visitor, ...(await takePapers(visitor)), codes: new Set<string>(), look };
  await look('welcome');
  await page.getByRole('link', { name: parties.welcome_start }).click();
  await fillIn(visitor);
  await look('phone');
  await page.getByRole('button', { name: parties.send_code }).click();
  await page.getByLabel(parties.code_label).waitFor();
  await look('code');
  await page.getByLabel(parties.code_label).fill(await readCode(newcomer));
  return newcomer;
}

/** Agrees to the terms and to the use of data, each by itself. */
export async function agree({ page, words, look }: Newcomer): Promise<void> {
  await titled(page, words.parties.consents_title);
  await page.getByRole('checkbox').nth(1).waitFor();
  const goOn = page.getByRole('button', { name: words.parties.continue });
  if (await goOn.isEnabled()) throw new Error('nothing is agreed to, and the way is open');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await look('consents');
  await goOn.click();
}

/** Gives name and id number, typed; the drawer knows them. */
export async function tellWho(newcomer: Newcomer): Promise<void> {
  const { page, words, look } = newcomer;
  await titled(page, words.parties.identity_title);
  await fillIn(newcomer);
  await page.getByText(words.parties.id_right).waitFor();
  await look('identity');
  await page.getByRole('button', { name: words.parties.continue }).click();
}

/** Binds a card of another bank with the code that bank sends. */
export async function bindCard(newcomer: Newcomer): Promise<void> {
  const { page, words, look } = newcomer;
  const { parties, payments } = words;
  await titled(page, parties.card_title);
  await fillIn(newcomer);
  await look('card');
  await page.getByRole('button', { name: payments.card_send_code }).click();
  await page.getByLabel(payments.card_code).waitFor();
  await look('code of the card');
  await page.getByLabel(payments.card_code).fill(await readCode(newcomer));
}

/** Puts a step off; of voice and face the words are read before. */
export async function putOff(
  { page, words, look }: Newcomer,
  step: 'document' | 'voice' | 'face' | 'passkey',
): Promise<void> {
  const { parties, biometrics } = words;
  await titled(page, parties[`${step}_title`]);
  if (step === 'voice' || step === 'face') {
    await page.getByRole('button', { name: biometrics.agree }).waitFor();
    await look(`consent to the ${step}`);
    await page.getByRole('button', { name: parties.other_ways }).click();
    await page.getByRole('dialog').waitFor();
    await look(`other ways than the ${step}`);
    await page.getByRole('dialog').getByRole('button', { name: parties.later }).click();
    return;
  }
  await look(step);
  const later = step === 'document' ? parties.document_type : parties.later;
  await page.getByRole('button', { name: later, exact: true }).click();
}

/** Says the digits twice, after a quiet moment; answers how often until the bank was content. */
export async function addVoice(newcomer: Newcomer, sitter: Sitter): Promise<number> {
  const { page, words, look } = newcomer;
  const { parties, biometrics } = words;
  await titled(page, parties.voice_title);
  await page.getByRole('button', { name: biometrics.agree }).waitFor();
  await look('consent to the voice');
  await page.getByRole('button', { name: biometrics.agree }).click();
  await page.getByRole('button', { name: biometrics.voice_begin }).waitFor();
  await look('before the voice');
  return tryUntilTaken(newcomer, 'voice', () => sayDigits(newcomer, sitter));
}

async function sayDigits({ page, words, look }: Newcomer, sitter: Sitter): Promise<void> {
  const { biometrics } = words;
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/voice-challenges'));
  await page.getByText(biometrics.room_why).waitFor();
  const { phrases } = (await (await asked).json()) as { phrases: string[] };
  for (const [take, digits] of phrases.entries()) {
    const record = page.getByRole('button', { name: biometrics.take_begin });
    await record.waitFor();
    await look(`digits, ${take + 1}`);
    sitter.say(digits, words === zh ? 'zh' : 'en');
    await record.click();
    await page.getByText(biometrics.hearing).waitFor();
    await page.getByText(biometrics.hearing).waitFor({ state: 'detached' });
  }
  sitter.rest();
}

/** Does what the screen asks of the face; answers how often until the bank was content. */
export async function addFace(newcomer: Newcomer, sitter: Sitter): Promise<number> {
  const { page, words, look } = newcomer;
  const { parties, biometrics } = words;
  await titled(page, parties.face_title);
  await page.getByRole('button', { name: biometrics.agree }).waitFor();
  await look('consent to the face');
  await page.getByRole('button', { name: biometrics.agree }).click();
  await page.getByRole('button', { name: biometrics.face_begin }).waitFor();
  await look('before the face');
  return tryUntilTaken(newcomer, 'face', async () => {
    const ready = page.getByRole('button', { name: biometrics.ready });
    // Waits until it could be pressed.
    await ready.click({ trial: true });
    await look('camera');
    await ready.click();
    await sitter.follow(page, biometrics, () => look('prompt'));
  });
}

/** A made-up face or voice is refused now and then, as people are: they try again. */
async function tryUntilTaken(
  { page, words, look }: Newcomer,
  kind: 'face' | 'voice',
  doIt: () => Promise<void>,
): Promise<number> {
  const { parties, biometrics } = words;
  const again = page.getByRole('button', { name: biometrics.again });
  const here = page.getByRole('heading', { name: parties[`${kind}_title`], level: 1 });
  const began = doIt();
  await page.getByRole('button', { name: biometrics[`${kind}_begin`] }).click();
  await began;
  for (let tries = 1; ; tries++) {
    const isOver = await Promise.race([
      here.waitFor({ state: 'detached' }).then(() => true),
      again.waitFor().then(() => false),
    ]);
    if (isOver || tries === TRIES) return tries;
    await look(`a no to the ${kind}`);
    const next = doIt();
    await again.click();
    await next;
  }
}

/** Chooses the PIN, twice. */
export async function choosePin({ page, words, look }: Newcomer): Promise<void> {
  const { parties } = words;
  await page.getByRole('heading', { name: parties.pin_choose }).waitFor();
  await look('PIN');
  await tapDigits(page, PIN);
  await page.getByRole('heading', { name: parties.pin_again }).waitFor();
  await tapDigits(page, PIN);
}

/** Looks at the open account, and goes to the wallet. */
export async function openAccount(newcomer: Newcomer): Promise<Customer> {
  const { page, words, look } = newcomer;
  await titled(page, words.parties.result_title);
  await look('open account');
  await page.getByRole('link', { name: words.parties.next_wallet }).click();
  await titled(page, words.payments.wallet);
  return newcomer;
}

/** Signs a customer in on one more device, a minute after the code before. */
export async function signInAgain(visitor: Visitor, phone: string): Promise<void> {
  await enterAgain(visitor, phone);
  await titled(visitor.page, visitor.words.payments.wallet);
}

/** Enters with a phone number on one more device; where that leads is for the bank to say. */
export async function enterAgain(visitor: Visitor, phone: string): Promise<void> {
  const { page, words } = visitor;
  const { parties } = words;
  const codes = new Set(await codesFor(visitor, phone));
  await page.request.post('/v1/clock/advance', { data: { seconds: 61 } });
  await page.getByRole('link', { name: parties.welcome_start }).click();
  await page.getByLabel(parties.phone).fill(phone.slice('+86'.length));
  await page.getByRole('button', { name: parties.send_code }).click();
  await page.getByLabel(parties.code_label).fill(await readCode({ ...visitor, codes }));
}

/** Waits for the screen of a title. */
export async function titled(page: Visitor['page'], name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function takePapers({
  page,
  words,
}: Visitor): Promise<Pick<Customer, 'name' | 'phone' | 'bank'>> {
  const { shell } = words;
  await page.getByRole('button', { name: shell.sandbox_open }).click();
  await page.getByRole('radio', { name: shell.sandbox_people }).check();
  const made = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: shell.sandbox_make_person }).click();
  const { name, phone, cards } = (await (await made).json()) as DemoPerson;
  await page.getByText(saying(shell.sandbox_chosen, { name })).waitFor();
  return { name, phone, bank: (words === zh ? cards[0]?.bank_name_zh : cards[0]?.bank_name) ?? '' };
}

/** Fills a form with the papers. */
export async function fillIn({ page, words }: Visitor): Promise<void> {
  await page.getByRole('button', { name: saying(words.parties.fill_in) }).click();
}

/** Reads the code that has come since the ones already seen, in the drawer. */
async function readCode({
  page,
  words,
  codes: seen,
}: Visitor & { readonly codes: Set<string> }): Promise<string> {
  const { shell } = words;
  await page.getByRole('button', { name: shell.sandbox_open }).click();
  const messages = page.getByRole('dialog').getByRole('listitem');
  const newest = async (): Promise<string | undefined> =>
    /\b\d{6}\b/.exec((await messages.allInnerTexts())[0] ?? '')?.[0];
  let code = await newest();
  while (code === undefined || seen.has(code)) {
    await page.waitForTimeout(CODE_LOOK_MS);
    code = await newest();
  }
  await page.keyboard.press('Escape');
  seen.add(code);
  return code;
}

async function codesFor({ page }: Visitor, phone: string): Promise<string[]> {
  const path = `/sandbox/sms/inbox?to=${encodeURIComponent(phone)}`;
  const { items } = (await (await page.request.get(path)).json()) as {
    items: { code: string | null }[];
  };
  return items.flatMap(({ code }) => code ?? []);
}
