// What tests of this room and of the rooms above share: members of the staff, made by the owner of
// the database as on the command line, and two of them who decide what waits.

import assert from 'node:assert/strict';
import type { StaffCaller } from '#platform';
import { ownerTransaction } from '../../platform/testing/owner-database.ts';
import type { TestDatabase } from '../../platform/testing.ts';
import { admitMember, giveKey } from './admit-member.ts';
import type { CaseId, CaseOutcome } from './case.ts';
import { answerProposal, proposeOutcome } from './decide-case.ts';
import type { Role } from './member.ts';
import { staffDoor } from './staff-door.ts';

type Base = Pick<TestDatabase, 'database' | 'url' | 'clock'>;

export type TestMember = StaffCaller & { readonly key: string };

/** Adds a member and answers who a request with their key comes from. */
export async function newMember(
  base: Base,
  name: string,
  roles: readonly Role[] = ['reviewer'],
): Promise<TestMember> {
  const { key } = await ownerTransaction(base, (tx) => admitMember(tx, { name, roles }));
  return memberOf(base, key);
}

/** Gives a member another key. */
export async function secondKey(base: Base, member: TestMember): Promise<TestMember> {
  const { key } = await ownerTransaction(base, (tx) => giveKey(tx, member.staffId));
  return memberOf(base, key);
}

async function memberOf({ database }: Base, key: string): Promise<TestMember> {
  const caller = await database.read((tx) => staffDoor.authenticate(tx, key));
  assert(caller !== undefined);
  return { ...caller, key };
}

/** Two members decide a case, in a transaction each. */
export async function decideBy(
  { database }: Base,
  [first, second]: readonly [StaffCaller, StaffCaller],
  { caseId, outcome }: { caseId: CaseId; outcome: CaseOutcome },
): Promise<void> {
  const reason = 'seen and compared';
  const { proposal } = await database.transact((tx) =>
    proposeOutcome(tx, first, { caseId, outcome, reason }),
  );
  assert(proposal !== null);
  const answer = { caseId, proposalId: proposal.id, agrees: true, reason: null };
  await database.transact((tx) => answerProposal(tx, second, answer));
}
