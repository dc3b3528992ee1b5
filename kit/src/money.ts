// Money is an amount together with its currency; its wire form carries the minor units as text,
// because JSON numbers are not integers.

import { minor, parseMinor, type Minor } from './minor.ts';

/** ISO 4217 codes the bank keeps books in, with the digits of their minor unit. */
const CURRENCY_DIGITS = { CNY: 2 } as const;

export type Currency = keyof typeof CURRENCY_DIGITS;

export type Money = { readonly minor: Minor; readonly currency: Currency };

/** Money as JSON carries it: `{ "minor": "12345", "currency": "CNY" }`. */
export type WireMoney = { readonly minor: string; readonly currency: Currency };

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(CURRENCY_DIGITS, code);
}

export function cny(units: bigint): Money {
  return { minor: minor(units), currency: 'CNY' };
}

/** Reads the wire form. Raises RangeError when the text is not an amount. */
export function parseMoney(wire: WireMoney): Money {
  return { minor: parseMinor(wire.minor), currency: wire.currency };
}

export function wireOf(money: Money): WireMoney {
  return { minor: money.minor.toString(), currency: money.currency };
}

/** The plain decimal of an amount, exact, for files and forms: 123456 fen is `1234.56`. */
export function decimalOf({ minor: units, currency }: Money): string {
  const digits = CURRENCY_DIGITS[currency];
  const sign = units < 0n ? '-' : '';
  const text = units
    .toString()
    .slice(sign.length)
    .padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Reads what a person typed as an amount: `12`, `12.`, `12.3`, `12.34`. Answers undefined for
 * anything else, for more digits than the currency has, and for more than 15 whole digits.
 */
export function parseDecimal(text: string, currency: Currency): Money | undefined {
  const digits = CURRENCY_DIGITS[currency];
  const match = /^(\d{1,15})(?:\.(\d*))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (match?.[1] === undefined || fraction.length > digits) return undefined;
  return { minor: minor(BigInt(match[1] + fraction.padEnd(digits, '0'))), currency };
}

/** An amount as people of a locale read it, e.g. `¥1,234.56`; exact, never through a float. */
export function formatMoney(money: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  });
  return format.format(decimalOf(money) as Intl.StringNumericLiteral);
}
