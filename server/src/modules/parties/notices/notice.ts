// A notice: something happened to an account that its owner must hear of, in the app and by SMS.

import type { Id, Instant } from '@sycee/kit';
import type { Locale } from '#platform';

export const NOTICE_KINDS = [
  'signed_in',
  'pin_changed',
  'pin_reset',
  'passkey_added',
  'passkey_removed',
  'biometric_enrolled',
  'biometric_forgotten',
  'phone_changed',
  'frozen',
  'unfrozen',
  'recovered',
  'data_exported',
  'review_ended',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type Notice = {
  readonly id: Id<'note'>;
  readonly kind: NoticeKind;
  readonly deviceName: string | null;
  readonly givenAt: Instant;
  readonly readAt: Instant | null;
};

const HAPPENED: Readonly<Record<NoticeKind, Readonly<Record<Locale, string>>>> = {
  signed_in: { en: 'Your account was opened on another device', zh: '您的账户在另一台设备上登录' },
  pin_changed: { en: 'Your payment PIN was changed', zh: '您的支付密码已修改' },
  pin_reset: { en: 'Your payment PIN was reset', zh: '您的支付密码已重置' },
  passkey_added: { en: 'A passkey was added to your account', zh: '您的账户已添加通行密钥' },
  passkey_removed: { en: 'A passkey was removed from your account', zh: '您的账户已移除通行密钥' },
  biometric_enrolled: { en: 'A face or voice was enrolled', zh: '您的账户已登记人脸或声纹' },
  biometric_forgotten: { en: 'Your face or voice was deleted', zh: '您登记的人脸或声纹已删除' },
  phone_changed: { en: 'Your account has another phone number', zh: '您的账户已更换手机号' },
  frozen: { en: 'Your account was frozen', zh: '您的账户已冻结' },
  unfrozen: { en: 'Your account is not frozen any more', zh: '您的账户已解除冻结' },
  recovered: { en: 'Your account was moved to another phone', zh: '您的账户已迁移至另一部手机' },
  data_exported: { en: 'A copy of your data was downloaded', zh: '您的个人数据副本已被下载' },
  review_ended: { en: 'Your details are checked, you can go on', zh: '您的资料已核对，可继续办理' },
};

/** Nobody but the owner or the bank can want these, so they raise no alarm. */
const CALM = new Set<NoticeKind>(['frozen', 'review_ended']);

const ADVICE: Readonly<Record<Locale, string>> = {
  en: ' If it was not you, freeze your account in the app now.',
  zh: '若非本人操作，请立即在应用中冻结账户。',
};

/** What an SMS says: what happened, where, and what to do when it was somebody else. No link. */
export function noticeText(kind: NoticeKind, deviceName: string | null, locale: Locale): string {
  const { [locale]: happened } = HAPPENED[kind];
  const advice = CALM.has(kind) ? '' : ADVICE[locale];
  if (locale === 'zh') {
    const where = deviceName === null ? '' : `（${deviceName}）`;
    return `【Sycee】${happened}${where}。${advice}`;
  }
  const where = deviceName === null ? '' : ` (${deviceName})`;
  return `[Sycee] ${happened}${where}.${advice}`;
}
