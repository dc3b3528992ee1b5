// The pictures of the security centre and the privacy centre, taken as those of the README are:
// from the real app over a real bank.

import type { Browser, Page } from 'playwright-core';

export type SafetyVisit = {
  readonly address: string;
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark';
  readonly persona: string;
  /** Saves what is on the screen under a name. */
  readonly save: (page: Page, name: string) => Promise<void>;
};

const PHONE = { width: 390, height: 844 };
const CODE_EVERY_SECONDS = 61;

/** What is shown in which language; each screen once, but the two centres in both. */
const SCREENS = {
  en: [
    ['security', '/security'],
    ['passkeys', '/security/passkeys'],
    ['privacy', '/privacy'],
    ['consent', '/privacy/consents/biometrics_face'],
    ['leave', '/privacy/leave'],
  ],
  zh: [
    ['security', '/security'],
    ['freeze', '/security/freeze'],
    ['notices', '/security/notices'],
    ['privacy', '/privacy'],
    ['export', '/privacy/export'],
  ],
} as const;

/** Visits each screen as a demo customer, a minute after the last code. */
export async function takeSafetyPictures(browser: Browser, visit: SafetyVisit): Promise<void> {
  const { address, language, theme, persona, save } = visit;
  const context = await browser.newContext({
    baseURL: address,
    viewport: PHONE,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.request.post('/v1/clock/advance', { data: { seconds: CODE_EVERY_SECONDS } });
  await page.getByRole('button', { name: persona }).click();
  await page.getByRole('heading', { level: 1, name: /^(Wallet|钱包)$/ }).waitFor();
  for (const [name, path] of SCREENS[language]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await save(page, `${name}-${language}-${theme}`);
  }
  await context.close();
}
