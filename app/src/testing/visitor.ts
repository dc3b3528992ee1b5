// Somebody with a phone in a browser: sees the app as a person does, by its roles and its words.

import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

import { findChromium } from '../../../tools/src/testing/chromium.ts';
import { en } from '../i18n/en.ts';
import { zh } from '../i18n/zh.ts';
import type { Language } from '../preferences.ts';

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly words: typeof en | typeof zh;
  /** What the page complained about on its console. */
  readonly complaints: readonly string[];
};

type Wish = {
  readonly address: string;
  readonly language: Language;
  readonly theme?: 'light' | 'dark';
};

const PHONE = { width: 390, height: 844 };
const CODE_EVERY_SECONDS = 61;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Starts the machine's Chromium, with more arguments where a test needs them. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: set CHROME_PATH');
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...more] });
}

/** Opens the app on a phone of its own. */
export async function visit(browser: Browser, wish: Wish): Promise<Visitor> {
  const { address, language, theme = 'light' } = wish;
  const context = await browser.newContext({
    baseURL: address,
    viewport: PHONE,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    // Still pictures: axe must not measure a colour half-way.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, context, words: language === 'zh' ? zh : en, complaints };
}

/** Signs in as a demo customer with one tap on the welcome, a minute after the code before. */
export async function signInAs({ page, words }: Visitor, name: string): Promise<void> {
  await page.request.post('/v1/clock/advance', { data: { seconds: CODE_EVERY_SECONDS } });
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: words.payments.wallet, level: 1 }).waitFor();
}

/** Says what would keep somebody out: rules of WCAG 2.2 AA that the screen breaks, and overflow. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Its legacy mode spares a page of its own for each look; frames of others, which need one, we
  // have none.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  expect.soft(found, where).toEqual([]);
  await expectFits(page, where);
}

/** Says whether the screen is wider than the phone. */
export async function expectFits(page: Page, where: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${where} scrolls sideways`).toBe(0);
}

/** Types digits on the keypad of the screen. */
export async function tapDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

/** A text of the app with its gaps filled; a gap that is left open stands for any words. */
export function saying(text: string, gaps: Readonly<Record<string, string>> = {}): RegExp {
  const exactly = (part: string): string => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = text.split(/\{\{(\w+)\}\}/).map((part, place) => {
    if (place % 2 === 0) return exactly(part);
    const words = gaps[part];
    return words === undefined ? '.+' : exactly(words);
  });
  return new RegExp(`^${parts.join('')}$`);
}
