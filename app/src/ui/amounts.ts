// Amounts as people see them: parts for big figures, words for screen readers, signs for both.

import { decimalOf, formatMoney, type Money } from '@sycee/kit';

import type { Language } from '../preferences.ts';

export type Sign = 'none' | 'in' | 'out';

const SIGNS: Record<Sign, string> = { none: '', in: '+', out: '\u2212' };

/** The parts of an amount for a figure whose fraction is set smaller. */
export type AmountParts = {
  readonly sign: string;
  readonly symbol: string;
  readonly whole: string;
  readonly fraction: string;
};

/** An amount as one text, with its sign where it has a direction. */
export function amountText(money: Money, language: Language, sign: Sign = 'none'): string {
  return `${SIGNS[sign]}${formatMoney(money, localeOf(language)).replace('-', '\u2212')}`;
}

/** Splits an amount for display; the parts read in order are the amount. */
export function amountParts(money: Money, language: Language, sign: Sign = 'none'): AmountParts {
  const format = new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  });
  const parts = format.formatToParts(decimalOf(money) as unknown as number);
  const pick = (...types: string[]): string =>
    parts
      .filter((part) => types.includes(part.type))
      .map((part) => part.value)
      .join('');
  return {
    sign: money.minor < 0n ? '\u2212' : SIGNS[sign],
    symbol: pick('currency'),
    whole: pick('integer', 'group'),
    fraction: pick('decimal', 'fraction'),
  };
}

/** What stands in for an amount while amounts are hidden: always as wide, whatever is behind it. */
export const MASK = '\u2022\u2022\u2022\u2022';

/** The locale that formats numbers and dates for a language. */
export function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}
