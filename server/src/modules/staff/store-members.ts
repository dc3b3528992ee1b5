// SQL of the staff, their keys, and what they did.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { StaffAction, StaffCaller, Tx } from '#platform';
import type { Member, Role, StaffId, StaffKey, StaffKeyId } from './member.ts';

/** Whose key has this hash; undefined for one that is unknown or was revoked. */
export async function selectCaller(tx: Tx, hash: Buffer): Promise<StaffCaller | undefined> {
  const [row] = await tx.query<{ id: string; key_id: string; name: string; roles: Role[] }>(
    `select m.id, k.id as key_id, m.name, m.roles
       from staff.keys k join staff.members m on m.id = k.member_id
      where k.hash = $1 and k.revoked_at is null`,
    [hash],
  );
  if (row === undefined) return undefined;
  const { name, roles } = row;
  return { staffId: idOf('staff', row.id), keyId: idOf('skey', row.key_id), name, roles };
}

/** Writes down what one of the staff did. */
export async function insertAction(tx: Tx, action: StaffAction): Promise<void> {
  const { caller, operation, target, outcome, requestId } = action;
  await tx.query(
    `insert into staff.actions
       (member_id, key_id, operation, target, outcome, request_id, acted_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      uuidOf(caller.staffId),
      uuidOf(caller.keyId),
      operation,
      target,
      outcome,
      requestId,
      isoOf(tx.now),
    ],
  );
}

export type WrittenAction = {
  readonly id: bigint;
  readonly staffId: StaffId;
  readonly name: string;
  readonly keyId: StaffKeyId;
  readonly operation: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly requestId: string;
  readonly actedAt: Instant;
};

/** What the staff did, newest first, of everybody or of one. */
export async function selectActions(
  tx: Tx,
  question: { staffId: StaffId | null; before: bigint | null; limit: number },
): Promise<WrittenAction[]> {
  const rows = await tx.query<{
    id: bigint;
    member_id: string;
    name: string;
    key_id: string;
    operation: string;
    target: string | null;
    outcome: string;
    request_id: string;
    acted_at: Instant;
  }>(
    `select a.id, a.member_id, m.name, a.key_id, a.operation, a.target, a.outcome, a.request_id,
       a.acted_at
     from staff.actions a join staff.members m on m.id = a.member_id
     where ($1::uuid is null or a.member_id = $1) and ($2::bigint is null or a.id < $2)
     order by a.id desc limit $3`,
    [question.staffId && uuidOf(question.staffId), question.before, question.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    staffId: idOf('staff', row.member_id),
    name: row.name,
    keyId: idOf('skey', row.key_id),
    operation: row.operation,
    target: row.target,
    outcome: row.outcome,
    requestId: row.request_id,
    actedAt: row.acted_at,
  }));
}

/** All members by name, with their keys, newest first. */
export async function selectMembers(tx: Tx): Promise<Member[]> {
  const members = await tx.query<{ id: string; name: string; roles: Role[]; added_at: Instant }>(
    'select id, name, roles, added_at from staff.members order by lower(name)',
  );
  const keys = await tx.query<{
    id: string;
    member_id: string;
    made_at: Instant;
    revoked_at: Instant | null;
    last_used_at: Instant | null;
  }>(
    `select k.id, k.member_id, k.made_at, k.revoked_at, (
       select max(a.acted_at) from staff.actions a
        where a.member_id = k.member_id and a.key_id = k.id) as last_used_at
     from staff.keys k order by k.id desc`,
  );
  return members.map((member) => ({
    id: idOf('staff', member.id),
    name: member.name,
    roles: member.roles,
    addedAt: member.added_at,
    keys: keys
      .filter((key) => key.member_id === member.id)
      .map((key): StaffKey => ({
        id: idOf('skey', key.id),
        madeAt: key.made_at,
        lastUsedAt: key.last_used_at,
        revokedAt: key.revoked_at,
      })),
  }));
}

/** Adds a member; false when one has the name. Only the owner of the database may. */
export async function insertMember(
  tx: Tx,
  member: { id: StaffId; name: string; roles: readonly Role[] },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into staff.members (id, name, roles, added_at) values ($1, $2, $3, $4)
     on conflict (lower(name)) do nothing returning 1`,
    [uuidOf(member.id), member.name, [...member.roles], isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** Adds a key of a member; false when there is no such member. Only the owner may. */
export async function insertKey(
  tx: Tx,
  key: { id: StaffKeyId; staffId: StaffId; hash: Buffer },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into staff.keys (id, member_id, hash, made_at)
     select $1, m.id, $3, $4 from staff.members m where m.id = $2 returning 1`,
    [uuidOf(key.id), uuidOf(key.staffId), key.hash, isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** Revokes living keys, one or all of a member; tells how many. Only the owner may. */
export async function revokeKeys(tx: Tx, of: StaffId | StaffKeyId): Promise<number> {
  const rows = await tx.query(
    `update staff.keys set revoked_at = $2
      where ${of.startsWith('staff_') ? 'member_id' : 'id'} = $1 and revoked_at is null
     returning 1`,
    [uuidOf(of), isoOf(tx.now)],
  );
  return rows.length;
}
