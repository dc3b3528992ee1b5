// The words of statements and holds in both languages, and how dates are written on paper.

import { businessDateAt, isoOf, addSeconds, type Instant } from '@sycee/kit';
import { BANK_UTC_OFFSET_MINUTES, type Locale } from '#platform';
import type { Movement, Name } from './account.ts';

const en = {
  title: 'Account statement',
  holder: 'Account holder',
  account: 'Account number',
  accountClass: 'Account class',
  period: 'Period',
  issued: 'Issued',
  currency: 'Currency',
  opening: 'Opening balance',
  closing: 'Closing balance',
  totalIn: 'Money in',
  totalOut: 'Money out',
  date: 'Date',
  time: 'Time',
  type: 'Type',
  counterparty: 'Counterparty',
  note: 'Note',
  in: 'In',
  out: 'Out',
  balance: 'Balance',
  order: 'Order',
  none: 'No movements in this period.',
  page: 'Page {page} of {pages}',
  foot: 'Amounts in Chinese yuan (CNY), times in China Standard Time. Made from the ledger of Sycee.',
  top_up: 'Top-up',
  withdrawal: 'Withdrawal',
  withdrawal_fee: 'Withdrawal fee',
  transfer: 'Transfer',
  own_transfer: 'Between own accounts',
  other: 'Other',
} as const;

export type Words = { readonly [Key in keyof typeof en]: string };

const zh: Words = {
  title: '账户交易明细',
  holder: '户名',
  account: '账号',
  accountClass: '账户类别',
  period: '起止日期',
  issued: '出具时间',
  currency: '币种',
  opening: '期初余额',
  closing: '期末余额',
  totalIn: '收入合计',
  totalOut: '支出合计',
  date: '日期',
  time: '时间',
  type: '交易类型',
  counterparty: '对方',
  note: '备注',
  in: '收入',
  out: '支出',
  balance: '余额',
  order: '订单号',
  none: '该时间段内没有交易。',
  page: '第 {page} 页，共 {pages} 页',
  foot: '金额单位为人民币元，时间为北京时间。本明细由 Sycee 总账生成。',
  top_up: '充值',
  withdrawal: '提现',
  withdrawal_fee: '提现手续费',
  transfer: '转账',
  own_transfer: '本人账户互转',
  other: '其他',
};

export const WORDS: Readonly<Record<Locale, Words>> = { en, zh };

/** The other side of a movement as a reader of a language calls it; null when there is none. */
export function counterpartyOf(movement: Movement | undefined, locale: Locale): string | null {
  const name: Name | null = movement?.counterparty ?? null;
  return name === null || typeof name === 'string' ? name : name[locale];
}

/** What a hold is, in a phrase: `Transfer · Chen Hao`. */
export function phraseOf(movement: Movement | undefined, locale: Locale): string {
  const kind = WORDS[locale][movement?.kind ?? 'other'];
  return [kind, counterpartyOf(movement, locale)].filter((part) => part !== null).join(' · ');
}

/** The bank's wall clock at a moment: day, and time to the second. */
export function wallClock(at: Instant): { date: string; time: string } {
  const local = isoOf(addSeconds(at, BANK_UTC_OFFSET_MINUTES * 60));
  return { date: businessDateAt(at, BANK_UTC_OFFSET_MINUTES), time: local.slice(11, 19) };
}
