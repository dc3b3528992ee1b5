// Every "no" of payments: what happened, whether money moved, and what to do next.

import { refusing, type RefusalTable } from '@sycee/kit';

export const paymentsRefusals = {
  'payments.identity_needed': {
    kind: 'conflict',
    en:
      'Your name and id number are needed before a card can be linked. No money moved. Give ' +
      'them first, then link the card.',
    zh: '绑定银行卡前需要先填写姓名和身份证号。未发生资金变动。请先完成身份信息，再绑定银行卡。',
  },
  'payments.account_needed': {
    kind: 'conflict',
    en: 'You have no open account yet. No money moved. Open your account first, then try again.',
    zh: '您还没有开立账户。未发生资金变动。请先开立账户，再重试。',
  },
  'payments.account_not_found': {
    kind: 'not_found',
    en: 'You have no such open account. No money moved. Choose one of your accounts.',
    zh: '您没有该账户，或账户已注销。未发生资金变动。请选择您的一个账户。',
  },
  'payments.card_number_invalid': {
    kind: 'invalid',
    en:
      'This is not a card number: a digit is wrong or missing. No money moved. Check the ' +
      'number on the card.',
    zh: '卡号不正确：有数字输错或遗漏。未发生资金变动。请核对卡面上的卡号。',
  },
  'payments.bin_unknown': {
    kind: 'not_found',
    en:
      'No bank is known for these first digits. No money moved. Check the number, or use a ' +
      'debit card of another bank.',
    zh: '无法识别该卡号所属的银行。未发生资金变动。请核对卡号，或使用其他银行的借记卡。',
  },
  'payments.card_already_bound': {
    kind: 'conflict',
    en: 'This card is already linked to your account. No money moved. You can use it right away.',
    zh: '该银行卡已绑定到您的账户。未发生资金变动。您可以直接使用。',
  },
  'payments.card_not_verified': {
    kind: 'unprocessable',
    en:
      'The card’s bank did not confirm that name, id number, card number and phone belong ' +
      'together. No money moved. Check the card number and the phone you left at that bank, ' +
      'and that the card is active.',
    zh: '发卡银行未能核实姓名、身份证号、卡号和手机号一致。未发生资金变动。请核对卡号和在该银行预留的手机号，并确认银行卡状态正常。',
  },
  'payments.too_many_card_checks': {
    kind: 'too_many',
    en: 'You have tried to link cards too many times today. No money moved. Try again tomorrow.',
    zh: '您今天尝试绑定银行卡的次数过多。未发生资金变动。请明天再试。',
  },
  'payments.card_bank_unavailable': {
    kind: 'unavailable',
    retryable: true,
    en: 'The card’s bank does not answer right now. No money moved. Try again in a few minutes.',
    zh: '发卡银行暂时没有响应。未发生资金变动。请几分钟后重试。',
  },
  'payments.card_verification_not_found': {
    kind: 'not_found',
    en: 'There is no such card check. No money moved. Start linking the card again.',
    zh: '没有找到这次银行卡验证。未发生资金变动。请重新开始绑定银行卡。',
  },
  'payments.card_verification_expired': {
    kind: 'conflict',
    en:
      'This card check is over: its code is too old, was used, or was wrong too often. No ' +
      'money moved. Start linking the card again to get a new code.',
    zh: '本次银行卡验证已结束：验证码已过期、已使用或错误次数过多。未发生资金变动。请重新开始绑定，以获取新的验证码。',
  },
  'payments.card_code_wrong': {
    kind: 'unprocessable',
    en:
      'The code from the card’s bank is wrong; tries left: {tries_left}. No money moved. ' +
      'Enter the code of the newest message.',
    zh: '发卡银行的验证码不正确，还可尝试 {tries_left} 次。未发生资金变动。请输入最新短信中的验证码。',
  },
  'payments.card_not_found': {
    kind: 'not_found',
    en: 'You have no such card. No money moved. Choose one of your linked cards.',
    zh: '您没有这张银行卡。未发生资金变动。请选择您已绑定的银行卡。',
  },
  'payments.card_in_use': {
    kind: 'conflict',
    en:
      'An order with this card is still being processed. No money moved by this request. ' +
      'Wait until it is done, then unlink the card.',
    zh: '该银行卡还有订单正在处理。本次请求未发生资金变动。请等待处理完成后再解绑。',
  },
  'payments.amount_out_of_bounds': {
    kind: 'unprocessable',
    en: 'The amount must be from {min} to {max} yuan. No money moved. Change the amount.',
    zh: '金额须在 {min} 元至 {max} 元之间。未发生资金变动。请修改金额。',
  },
  'payments.insufficient_funds': {
    kind: 'unprocessable',
    en:
      'Your available balance of {available} yuan is not enough for the amount and its fee. ' +
      'No money moved. Lower the amount or top up first.',
    zh: '您的可用余额为 {available} 元，不足以支付金额及手续费。未发生资金变动。请降低金额或先充值。',
  },
  'payments.day_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'This is more than your account may send today; {left} yuan are left. No money moved. ' +
      'Lower the amount, or try again tomorrow.',
    zh: '超出您账户的今日转出限额，今日还可转出 {left} 元。未发生资金变动。请降低金额，或明天再试。',
  },
  'payments.year_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'This is more than your account may send this year; {left} yuan are left. No money ' +
      'moved. Lower the amount, or withdraw to your own linked card.',
    zh: '超出您账户的今年转出限额，今年还可转出 {left} 元。未发生资金变动。请降低金额，或提现到本人绑定的银行卡。',
  },
  'payments.balance_limit_exceeded': {
    kind: 'unprocessable',
    en:
      'The receiving account would hold more than its class allows. No money moved. Use a ' +
      'smaller amount; linking a card lifts this limit.',
    zh: '收款账户的余额将超出该类账户的上限。未发生资金变动。请降低金额；绑定银行卡后可解除此限额。',
  },
  'payments.payee_is_payer': {
    kind: 'unprocessable',
    en: 'You cannot send money to yourself. No money moved. Choose another person.',
    zh: '不能给自己转账。未发生资金变动。请选择其他收款人。',
  },
  'payments.payee_cannot_receive': {
    kind: 'unprocessable',
    en:
      'This person cannot receive money here at the moment. No money moved. Check the phone ' +
      'number, or ask them to open an account.',
    zh: '对方目前无法收款。未发生资金变动。请核对手机号，或请对方先开立账户。',
  },
  'payments.order_not_found': {
    kind: 'not_found',
    en: 'You have no such order. No money moved. Look it up in your bills.',
    zh: '您没有这笔订单。未发生资金变动。请在账单中查找。',
  },
  'payments.transfer_held': {
    kind: 'conflict',
    en: 'The bank holds this transfer at present. Unaccepted, it goes back to the sender by itself.',
    zh: '该转账暂被银行保留，无法收取。如未收取，将自动退回付款人。',
  },
  'payments.order_not_awaiting': {
    kind: 'conflict',
    en:
      'This transfer no longer waits for an answer: it was accepted, returned, or its time ' +
      'ran out. This request moved no money. Open the order to see how it ended.',
    zh: '这笔转账已不再等待处理：已被接收、退回或已过期。本次请求未发生资金变动。请打开订单查看结果。',
  },
  'payments.orders_open': {
    kind: 'conflict',
    en: 'An order is still under way. Wait until it has come to its end, then close the account.',
    zh: '您还有未完成的订单，请等待其完成后再注销账户。',
  },
  'payments.note_invalid': {
    kind: 'invalid',
    en: 'A note has at most 60 characters and no control signs. No money moved. Shorten the note.',
    zh: '备注最多 60 个字，且不能包含控制字符。未发生资金变动。请修改备注。',
  },
  'payments.period_invalid': {
    kind: 'unprocessable',
    en: 'The calendar has no such day or month. Choose another.',
    zh: '日历中没有这一天或这个月。请重新选择。',
  },
} as const satisfies RefusalTable;

export type PaymentsRefusalCode = keyof typeof paymentsRefusals;

export const refuse = refusing<PaymentsRefusalCode>(paymentsRefusals);

/** A list of codes, checked by the compiler. */
export function codes(...list: PaymentsRefusalCode[]): PaymentsRefusalCode[] {
  return list;
}
