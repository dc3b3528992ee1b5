// Who works for the bank, for the command that keeps the list.

import type { Tx } from '#platform';
import type { Member } from './member.ts';
import { selectMembers } from './store-members.ts';

/** All members by name, with their keys; never what a key is. */
export function listMembers(tx: Tx): Promise<Member[]> {
  return selectMembers(tx);
}
