// The pictures of becoming a customer, taken as those of the README are: from the real app over a
// real bank, with somebody made up before the camera and the microphone.

import type { Page } from 'playwright-core';

import {
  addFace,
  addVoice,
  agree,
  bindCard,
  choosePin,
  comeIn,
  fillIn,
  openAccount,
  titled,
} from '../../../app/src/testing/newcomer.ts';
import { sitDown } from '../../../app/src/testing/sitter.ts';
import { openBrowser, visit } from '../../../app/src/testing/visitor.ts';
import { drawnFace } from './drawn-face.ts';

export type JoiningVisit = {
  readonly address: string;
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark';
  /** Saves what is on the screen under a name. */
  readonly save: (page: Page, name: string) => Promise<void>;
};

/** Until the fake camera shows what was written for it. */
const FRAMES_MS = 350;

/** What a newcomer sees, and under which name it is kept. */
const SCREENS: Readonly<Record<string, string>> = {
  consents: 'consents',
  'id card': 'id-card',
  'picture of the id card': 'id-card-picture',
  suggestions: 'id-card-read',
  card: 'card',
  'consent to the voice': 'voice-consent',
  'digits, 1': 'voice-digits',
  'consent to the face': 'face-consent',
  'before the face': 'face-before',
  camera: 'face-camera',
  prompt: 'face-prompt',
  PIN: 'pin',
  passkey: 'passkey',
  'open account': 'open',
};

/** What is shown in Chinese and dark too. */
const IN_BOTH = new Set([
  'consents',
  'id-card-read',
  'voice-digits',
  'face-consent',
  'face-prompt',
]);

/** Joins once, and takes a picture of each step. */
export async function takeJoiningPictures(wish: JoiningVisit): Promise<void> {
  const { address, language, theme, save } = wish;
  const sitter = sitDown(language === 'en' ? 'darkHaired' : 'shaven', language === 'en' ? 7 : 8);
  const browser = await openBrowser(sitter.args);
  try {
    const visitor = await visit(browser, { address, language, theme });
    await visitor.context.grantPermissions(['camera', 'microphone']);
    const { page, words } = visitor;
    const seen = new Set<string>();
    const look = async (screen: string): Promise<void> => {
      const name = SCREENS[screen];
      if (name === undefined || seen.has(name)) return;
      if (language === 'zh' && !IN_BOTH.has(name)) return;
      seen.add(name);
      const isOnCamera = screen === 'camera' || screen === 'prompt';
      if (isOnCamera) {
        // Nobody's face stands in the docs; the check that sees the drawing is made again.
        sitter.hold(drawnFace());
        await page.waitForTimeout(FRAMES_MS);
      }
      await save(page, `join-${name}-${language}-${theme}`);
      if (isOnCamera) sitter.show();
    };
    const newcomer = await comeIn(visitor, look);
    await agree(newcomer);
    await titled(page, words.parties.document_title);
    await look('id card');
    await fillIn(newcomer);
    await page.getByRole('button', { name: words.parties.document_use }).waitFor();
    await look('picture of the id card');
    await page.getByRole('button', { name: words.parties.document_use }).click();
    await titled(page, words.parties.identity_title);
    await page.getByLabel(words.parties.name).fill(newcomer.name);
    await look('suggestions');
    await page.getByRole('button', { name: words.parties.identity_confirm }).click();
    await bindCard(newcomer);
    await addVoice(newcomer, sitter);
    await addFace(newcomer, sitter);
    await choosePin(newcomer);
    await titled(page, words.parties.passkey_title);
    await look('passkey');
    await page.getByRole('button', { name: words.parties.later, exact: true }).click();
    await openAccount(newcomer);
  } finally {
    await browser.close();
    sitter.leave();
  }
}
