// The words of this room: a member of the staff and what a key of one may do.

import type { Id, Instant } from '@sycee/kit';

export type StaffId = Id<'staff'>;
export type StaffKeyId = Id<'skey'>;

/** A reviewer decides cases; an auditor reads what the staff did. */
export const ROLES = ['reviewer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export type Member = {
  readonly id: StaffId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly addedAt: Instant;
  readonly keys: readonly StaffKey[];
};

export type StaffKey = {
  readonly id: StaffKeyId;
  readonly madeAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
};
