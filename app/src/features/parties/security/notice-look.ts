// How each kind of notice looks, and which kinds a thief would cause.

import type { Notice } from '@sycee/sdk';

import type { IconName } from '../../../ui/icons.tsx';

type Kind = Notice['kind'];

const LOOKS: Record<Kind, IconName> = {
  signed_in: 'phone',
  pin_changed: 'lock',
  pin_reset: 'lock',
  passkey_added: 'key',
  passkey_removed: 'key',
  biometric_enrolled: 'face',
  biometric_forgotten: 'face',
  phone_changed: 'phone',
  frozen: 'snow',
  unfrozen: 'check',
  recovered: 'refresh',
  data_exported: 'top-up',
  review_ended: 'people',
};

/** Nobody steals by these. */
const HARMLESS = new Set<Kind>(['biometric_forgotten', 'frozen', 'review_ended']);

/** The icon of a kind; a kind of a newer bank has the bell. */
export function noticeLook(kind: Kind): IconName {
  return LOOKS[kind] ?? 'bell';
}

/** Whether the way to a freeze belongs beside it. */
export function isAlarm(kind: Kind): boolean {
  return kind in LOOKS && !HARMLESS.has(kind);
}
