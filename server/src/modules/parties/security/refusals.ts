// Every "no" that keeps an account its owner's. Those that ask for more leave the request open: it
// may come again as it is, with what it lacks.

import { refusing, type RefusalTable } from '@sycee/kit';

export const securityRefusals = {
  'parties.step_up_needed': {
    kind: 'forbidden',
    undecided: true,
    en: 'The PIN is not enough for this. Confirm with your passkey, face or voice, then it goes on.',
    zh: '此操作仅凭支付密码不足以确认，请用通行密钥、人脸或声纹验证后继续。',
  },
  'parties.step_up_unavailable': {
    kind: 'forbidden',
    undecided: true,
    en: 'This needs more than the PIN. Add a passkey or your face; on a new device it counts later.',
    zh: '此操作需要支付密码以外的验证。请先添加通行密钥或人脸；在新设备上添加的稍后生效。',
  },
  'parties.step_up_invalid': {
    kind: 'forbidden',
    undecided: true,
    en: 'The confirmation was for something else, or too long ago. Please confirm again.',
    zh: '该验证并非用于此操作，或已过期，请重新验证。',
  },
  'parties.step_up_limit_reached': {
    kind: 'too_many',
    undecided: true,
    en: 'Too many confirmations were asked for today. Please try again tomorrow.',
    zh: '今日请求验证的次数过多，请明天再试。',
  },
  'parties.step_up_unknown': {
    kind: 'not_found',
    en: 'There is nothing here to confirm. Please start again.',
    zh: '没有需要验证的操作，请重新开始。',
  },
  'parties.step_up_over': {
    kind: 'conflict',
    en: 'This confirmation is over. Please start again.',
    zh: '该验证已结束，请重新开始。',
  },
  'parties.step_up_not_confirmed': {
    kind: 'unprocessable',
    en: 'The passkey could not be checked. Tries left: {tries_left}.',
    zh: '无法核验通行密钥，还可尝试 {tries_left} 次。',
  },
  'parties.frozen': {
    kind: 'forbidden',
    en: 'Your account is frozen. No money leaves and nothing changes until you unfreeze it.',
    zh: '您的账户已冻结。解除冻结前，资金无法转出，信息无法更改。',
  },
  'parties.not_frozen': {
    kind: 'conflict',
    en: 'Your account is not frozen. Nothing needs to be done.',
    zh: '您的账户未被冻结，无需处理。',
  },
  'parties.cooling_off': {
    kind: 'forbidden',
    en: 'Your account was just recovered. Until {until} only {left} yuan more can leave it.',
    zh: '您的账户刚刚恢复。{until} 之前最多还可转出 {left} 元。',
  },
  'parties.freeze_challenge_gone': {
    kind: 'conflict',
    en: 'That took too long, or was used already. Start again.',
    zh: '操作超时或已被使用，请重新开始。',
  },
  'parties.freeze_limit_reached': {
    kind: 'too_many',
    en: 'Too many tries for this number today. Call the bank to freeze the account.',
    zh: '该手机号今日尝试次数过多，请致电银行冻结账户。',
  },
  'parties.phone_same': {
    kind: 'conflict',
    en: 'This is your number already.',
    zh: '这已经是您的手机号。',
  },
  'parties.phone_taken': {
    kind: 'conflict',
    en: 'Another account uses this number. Sign in there and close it first.',
    zh: '该手机号已用于另一个账户，请先登录并注销该账户。',
  },
  'parties.recovery_not_possible': {
    kind: 'conflict',
    en: 'You are signed in to an account with a name. To recover another, sign in with a new number.',
    zh: '您当前登录的账户已有实名信息。如需找回其他账户，请用新的手机号登录。',
  },
  'parties.recovery_limit_reached': {
    kind: 'too_many',
    en: 'Too many tries to recover an account. Please try again tomorrow.',
    zh: '找回账户的尝试次数过多，请明天再试。',
  },
  'parties.recovery_gone': {
    kind: 'conflict',
    en: 'That took too long, or was used already. Start again.',
    zh: '操作超时或已被使用，请重新开始。',
  },
  'parties.recovery_not_confirmed': {
    kind: 'unprocessable',
    en: 'The account could not be recovered like this. Check name and number, or call the bank.',
    zh: '无法以此方式找回账户。请核对姓名和证件号码，或致电银行。',
  },
} as const satisfies RefusalTable;

export type SecurityRefusalCode = keyof typeof securityRefusals;

export const refuse = refusing<SecurityRefusalCode>(securityRefusals);

/** What a route that may ask for more can answer. */
export const STEP_UP_REFUSALS: SecurityRefusalCode[] = [
  'parties.step_up_needed',
  'parties.step_up_unavailable',
  'parties.step_up_invalid',
  'parties.step_up_limit_reached',
];
