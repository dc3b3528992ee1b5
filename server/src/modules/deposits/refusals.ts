// Every "no" of this module, with the words a person reads: what happened, and what to do next.

import { refusing, type RefusalTable } from '@sycee/kit';

export const depositsRefusals = {
  'deposits.party_not_active': {
    kind: 'conflict',
    en: 'Before an account can be opened, give your name and id number and set a payment PIN.',
    zh: '开户前请先填写姓名和身份证号码，并设置支付密码。',
  },
  'deposits.account_not_found': {
    kind: 'not_found',
    en: 'You have no such account. Go back to your accounts and choose one.',
    zh: '您没有该账户，请返回账户列表重新选择。',
  },
  'deposits.balance_left': {
    kind: 'conflict',
    en: 'There are still CNY {balance} in your account. Withdraw or send all of it, then close.',
    zh: '您的账户还有 {balance} 元。请先全部提现或转出，再注销。',
  },
  'deposits.money_held': {
    kind: 'conflict',
    en: 'Money is on its way from or to your account. Wait until it has arrived or come back.',
    zh: '您的账户有在途资金，请等待到账或退回后再注销。',
  },
  'deposits.period_invalid': {
    kind: 'unprocessable',
    en: 'These days make no period. Choose a first day that is not after the last.',
    zh: '日期范围有误，请选择不晚于结束日期的开始日期。',
  },
  'deposits.period_too_long': {
    kind: 'unprocessable',
    en: 'A statement file covers at most {days} days. Choose a shorter period, or make several files.',
    zh: '单个账单文件最多涵盖 {days} 天，请缩短时间范围或分多次导出。',
  },
  'deposits.statement_too_large': {
    kind: 'unprocessable',
    en: 'This period has more than {movements} movements. Choose a shorter one, or make several files.',
    zh: '该时间段的交易超过 {movements} 笔，请缩短时间范围或分多次导出。',
  },
} as const satisfies RefusalTable;

export type DepositsRefusalCode = keyof typeof depositsRefusals;

export const refuse = refusing<DepositsRefusalCode>(depositsRefusals);
