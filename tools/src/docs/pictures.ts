// `npm run docs:pictures`: the pictures of the README, taken from the real app over a real bank, so
// that they never show what is not there.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import { openHouse } from '../../../app/src/testing/house.ts';
import { findChromium } from '../testing/chromium.ts';
import { takeJoiningPictures } from './pictures-joining.ts';
import { takeSafetyPictures } from './pictures-safety.ts';

type Screen = 'welcome' | 'wallet' | 'bills' | 'month' | 'statement' | 'pin';

type Visit = {
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark';
  readonly persona: string;
  /** The screens that the README shows of this visit. */
  readonly screens: readonly Screen[];
};

/** One demo customer each, as a phone gets one code a minute. */
const VISITS: readonly Visit[] = [
  {
    language: 'en',
    theme: 'light',
    persona: 'Lin Xiaoyu',
    screens: ['welcome', 'wallet', 'month', 'statement'],
  },
  { language: 'zh', theme: 'dark', persona: '陈浩', screens: ['bills', 'pin'] },
];

const FOLDER = join(import.meta.dirname, '../../../docs/pictures');
const PHONE = { width: 390, height: 844 };

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium: set CHROME_PATH');
mkdirSync(FOLDER, { recursive: true });
const house = await openHouse();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const visit of VISITS) await takePictures(browser, visit);
  for (const { language, theme, persona } of VISITS) {
    const { address } = house;
    await takeSafetyPictures(browser, { address, language, theme, persona, save });
    await takeJoiningPictures({ address, language, theme, save });
  }
} finally {
  await browser.close();
  await house.close();
}

async function save(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

async function takePictures(from: Browser, visit: Visit): Promise<void> {
  const { persona, language, theme, screens } = visit;
  const context = await from.newContext({
    baseURL: house.address,
    viewport: PHONE,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const picture = async (name: Screen): Promise<void> => {
    if (!screens.includes(name)) return;
    await save(page, `${name}-${language}-${theme}`);
  };
  await page.goto('/');
  await page.getByRole('button', { name: persona }).waitFor();
  await picture('welcome');
  await page.getByRole('button', { name: persona }).click();
  await page.getByRole('heading', { level: 1, name: /^(Wallet|钱包)$/ }).waitFor();
  await picture('wallet');
  await page.goto('/bills');
  await picture('bills');
  await page
    .getByRole('link', { name: /2\d{3}/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /^(Month|月度统计)$/ }).waitFor();
  await picture('month');
  await page.goto('/statement');
  await picture('statement');
  await askForPin(page);
  await picture('pin');
  await context.close();
}

/** Goes as far as the PIN of a transfer, and no further. */
async function askForPin(page: Page): Promise<void> {
  await page.goto('/transfer');
  await page.getByRole('link', { name: /王芳/ }).first().click();
  for (const digit of ['8', '8']) {
    await page.getByRole('button', { name: digit, exact: true }).click();
  }
  await page.getByRole('button', { name: /^(Next|下一步)$/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  await sheet.getByRole('button').last().click();
}

/** Waits until nothing is loading: no request under way, fonts and pictures there. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
