// The refusals of the platform: what can be wrong with a request before any room has seen it.

import { refusing, type RefusalTable } from '@sycee/kit';

export type PlatformRefusal =
  | 'platform.invalid_request'
  | 'platform.unauthenticated'
  | 'platform.staff_key_unknown'
  | 'platform.staff_role_missing'
  | 'platform.origin_refused'
  | 'platform.proof_required'
  | 'platform.proof_invalid'
  | 'platform.idempotency_key_required'
  | 'platform.idempotency_key_reused'
  | 'platform.idempotency_in_flight'
  | 'platform.not_found'
  | 'platform.method_not_allowed'
  | 'platform.body_too_large'
  | 'platform.media_type_unsupported'
  | 'platform.too_many_requests'
  | 'platform.overloaded'
  | 'platform.outcome_unknown'
  | 'platform.standing_by'
  | 'platform.defect';

export const platformRefusals: RefusalTable<PlatformRefusal> = {
  'platform.invalid_request': {
    kind: 'invalid',
    en: 'Part of the request is missing or not as documented. Correct it and send it again.',
    zh: '请求缺少内容或不符合接口文档，请修改后重新发送。',
  },
  'platform.unauthenticated': {
    kind: 'unauthenticated',
    en: 'You are not signed in on this device, or the session has ended. Sign in again.',
    zh: '您尚未在此设备登录，或登录已失效，请重新登录。',
  },
  'platform.staff_key_unknown': {
    kind: 'unauthenticated',
    en: 'This key of the staff is unknown or was revoked. Ask who keeps the list for a new one.',
    zh: '该员工密钥不存在或已撤销，请联系管理员重新签发。',
  },
  'platform.staff_role_missing': {
    kind: 'forbidden',
    en: 'This is for another role of the staff: {role}.',
    zh: '此操作须由其他角色的员工办理：{role}。',
  },
  'platform.origin_refused': {
    kind: 'forbidden',
    en: 'This page may not connect to the bank.',
    zh: '此页面不允许连接银行。',
  },
  'platform.proof_required': {
    kind: 'forbidden',
    en: 'This step needs your PIN. Enter it and send the proof along.',
    zh: '此操作需要验证支付密码，请输入后携带凭证重试。',
  },
  'platform.proof_invalid': {
    kind: 'forbidden',
    en: 'The PIN proof was used already or has expired. Enter your PIN again.',
    zh: '支付密码凭证已使用或已过期，请重新输入支付密码。',
  },
  'platform.idempotency_key_required': {
    kind: 'invalid',
    en: 'This request needs an idempotency key of 8 to 64 letters, digits, _ or -.',
    zh: '此请求需要 8 至 64 位由字母、数字、_ 或 - 组成的幂等键。',
  },
  'platform.idempotency_key_reused': {
    kind: 'unprocessable',
    en: 'This idempotency key belongs to another request. Use a new key for a new request.',
    zh: '该幂等键已用于另一个请求，新的请求请使用新的幂等键。',
  },
  'platform.idempotency_in_flight': {
    kind: 'conflict',
    en: 'The same request is being worked on. Ask again in a moment with the same key.',
    zh: '相同的请求正在处理中，请稍后使用同一幂等键重试。',
    retryable: true,
  },
  'platform.not_found': {
    kind: 'not_found',
    en: 'There is nothing at this address.',
    zh: '该地址不存在任何内容。',
  },
  'platform.method_not_allowed': {
    kind: 'not_found',
    en: 'This address exists, but not for this method.',
    zh: '该地址存在，但不支持此请求方法。',
  },
  'platform.body_too_large': {
    kind: 'invalid',
    en: 'The request is larger than the bank accepts.',
    zh: '请求内容超过银行允许的大小。',
  },
  'platform.media_type_unsupported': {
    kind: 'invalid',
    en: 'Send the request as application/json.',
    zh: '请以 application/json 格式发送请求。',
  },
  'platform.too_many_requests': {
    kind: 'too_many',
    en: 'Too many requests. Try again in {retry_after_seconds} seconds.',
    zh: '请求过于频繁，请在 {retry_after_seconds} 秒后重试。',
    retryable: true,
  },
  'platform.overloaded': {
    kind: 'unavailable',
    en: 'The bank is busy. This request did nothing; try again in a moment.',
    zh: '银行系统繁忙，本次未做任何处理，请稍后重试。',
    retryable: true,
  },
  'platform.standing_by': {
    kind: 'unavailable',
    en: 'Another server of the bank moves the money. This request did nothing; send it again.',
    zh: '资金操作由本行另一台服务器处理，本次未做任何处理，请重新发送。',
    retryable: true,
  },
  'platform.outcome_unknown': {
    kind: 'unavailable',
    en: 'The connection broke while saving. Send the same request again with the same key.',
    zh: '保存时连接中断，请使用同一幂等键再次发送相同的请求以确认结果。',
    retryable: true,
  },
  'platform.defect': {
    kind: 'unavailable',
    en: 'Something in the bank is broken. It has been noted under the request id.',
    zh: '银行系统出现故障，已按请求编号记录。',
  },
};

export const refusePlatform = refusing(platformRefusals);
