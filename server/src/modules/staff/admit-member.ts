// Who belongs to the staff is said on the command line, by whoever owns the database. The server
// itself can add nobody, so that a hole in it makes nobody a reviewer.

import type { Tx } from '#platform';
import { ROLES, type Role, type StaffId, type StaffKeyId } from './member.ts';
import { insertKey, insertMember, revokeKeys, selectMembers } from './store-members.ts';

/** A key with the mark that tells scanners of leaked secrets what it is. */
const KEY_MARK = 'sycee_staff_';

export type NewKey = {
  readonly staffId: StaffId;
  readonly keyId: StaffKeyId;
  /** Shown once, kept nowhere. */
  readonly key: string;
};

/** Adds a member with a first key. Raises an Error for a name that is taken, or a wrong role. */
export async function admitMember(
  tx: Tx,
  { name, roles }: { name: string; roles: readonly string[] },
): Promise<NewKey> {
  const known = roles.filter((role): role is Role => ROLES.some((one) => one === role));
  if (known.length === 0 || known.length < roles.length) {
    throw new Error(`say a role: ${ROLES.join(' or ')}`);
  }
  const member = { id: tx.newId('staff'), name: name.trim(), roles: [...new Set(known)] };
  if (!(await insertMember(tx, member))) {
    throw new Error(`there is a '${member.name}' already: give them another key by --member`);
  }
  return giveKey(tx, member.id);
}

/** Makes another key of a member. Raises an Error when there is no such member. */
export async function giveKey(tx: Tx, staffId: StaffId): Promise<NewKey> {
  const key = KEY_MARK + tx.secrets.randomToken();
  const keyId = tx.newId('skey');
  const isKnown = await insertKey(tx, { id: keyId, staffId, hash: tx.secrets.sha256(key) });
  if (!isKnown) throw new Error(`there is no ${staffId}`);
  return { staffId, keyId, key };
}

/** Ends the keys of a member and makes another; undefined when nobody has the name. */
export async function renewKey(tx: Tx, name: string): Promise<NewKey | undefined> {
  const wanted = name.trim().toLowerCase();
  const member = (await selectMembers(tx)).find((one) => one.name.toLowerCase() === wanted);
  if (member === undefined) return undefined;
  await endKeys(tx, member.id);
  return giveKey(tx, member.id);
}

/** Ends a key, or all keys of a member, from the next request on; tells how many ended. */
export function endKeys(tx: Tx, of: StaffId | StaffKeyId): Promise<number> {
  return revokeKeys(tx, of);
}
