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
  'deposits.name_invalid': {
    kind: 'invalid',
    en: 'A name for an account has 1 to {characters_max} characters and no control signs. Change it.',
    zh: '账户名称须为 1 至 {characters_max} 个字，且不能包含控制字符。请修改。',
  },
  'deposits.name_needed': {
    kind: 'unprocessable',
    en: 'You have an account already. Give the further one a name, so that you can tell them apart.',
    zh: '您已有账户。请为新账户起一个名称，以便区分。',
  },
  'deposits.name_taken': {
    kind: 'conflict',
    en: 'You have another account of this name. Choose another name.',
    zh: '您已有同名账户，请换一个名称。',
  },
  'deposits.too_many_accounts': {
    kind: 'conflict',
    en: 'You hold five accounts of class {class}, which is the most. Close one you no longer need.',
    zh: '您已有五个 {class} 类账户，达到上限。请先注销不再使用的账户。',
  },
  'deposits.class_needs_missing': {
    kind: 'conflict',
    en: 'Class II needs more of you first. Open “Raise the limits” of your account to see what.',
    zh: '开立 II 类户还需补充材料。请在账户的“提升额度”页面查看。',
  },
  'deposits.main_account_stays': {
    kind: 'conflict',
    en:
      'This is your main account. Make another one the main account first; the last is closed ' +
      'when you leave the bank.',
    zh: '这是您的主账户。请先将其他账户设为主账户；最后一个账户在销户时注销。',
  },
  'deposits.same_account': {
    kind: 'invalid',
    en: 'These are one and the same account. No money moved. Choose two of your accounts.',
    zh: '转出与转入为同一账户。未发生资金变动。请选择您的两个不同账户。',
  },
  'deposits.insufficient_funds': {
    kind: 'unprocessable',
    en:
      'The available balance of {available} yuan on that account is not enough. No money moved. ' +
      'Lower the amount.',
    zh: '该账户可用余额为 {available} 元，余额不足。未发生资金变动。请降低金额。',
  },
  'deposits.day_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'This is more than that account may send today; {left} yuan are left. No money moved. ' +
      'Lower the amount, or try again tomorrow.',
    zh: '超出该账户的今日转出限额，今日还可转出 {left} 元。未发生资金变动。请降低金额，或明天再试。',
  },
  'deposits.year_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'This is more than that account may send this year; {left} yuan are left. No money moved. ' +
      'Lower the amount, or raise the account to class II.',
    zh: '超出该账户的今年转出限额，今年还可转出 {left} 元。未发生资金变动。请降低金额，或将账户升级为 II 类户。',
  },
  'deposits.balance_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'The receiving account would hold more than its class allows. No money moved. Use a ' +
      'smaller amount, or raise that account to class II.',
    zh: '转入账户的余额将超出该类账户的上限。未发生资金变动。请降低金额，或将该账户升级为 II 类户。',
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

type DepositsRefusalCode = keyof typeof depositsRefusals;

export const refuse = refusing<DepositsRefusalCode>(depositsRefusals);

/** A list of codes, checked by the compiler. */
export function codes(...list: DepositsRefusalCode[]): DepositsRefusalCode[] {
  return list;
}
