// What a person may type as an amount, key by key: at most two decimals and nine whole digits.

import { parseDecimal, ZERO, type Money } from '@sycee/kit';

import type { Language } from '../preferences.ts';
import { localeOf } from './amounts.ts';

const TYPED = /^(0|[1-9]\d{0,8})?(\.\d{0,2})?$/;

/** The text after one more key; the same text when the key does not fit. */
export function pressKey(typed: string, key: string): string {
  if (key === 'erase') return typed.slice(0, -1);
  const start = typed === '' && key === '.' ? '0' : typed;
  return acceptTyped(typed, start === '0' && key !== '.' ? key : start + key);
}

/** The new text when it is an amount in the making, else the old. */
export function acceptTyped(before: string, after: string): string {
  const text = after.replaceAll(/[,，\s]/g, '').replace('。', '.');
  return TYPED.test(text) ? text : before;
}

/** The amount that was typed, once it is more than nothing. */
export function typedMoney(typed: string): Money | undefined {
  const money = parseDecimal(typed, 'CNY');
  return money !== undefined && money.minor > ZERO ? money : undefined;
}

/** The typed text with thousands separators, exactly as far as it was typed. */
export function groupTyped(typed: string, language: Language): string {
  const [whole = '', fraction] = typed.split('.');
  const grouped = new Intl.NumberFormat(localeOf(language)).format(BigInt(whole || '0'));
  if (typed === '') return '0';
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
