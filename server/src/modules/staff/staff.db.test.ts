// What four eyes are worth: no way for one person, with any number of keys, to decide alone.

import { uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCaller } from '#platform';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { ownerTransaction } from '../../platform/testing/owner-database.ts';
import { afterForce, auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { admitMember, endKeys } from './admit-member.ts';
import type { CaseId, CaseKind, ProposalId } from './case.ts';
import { answerProposal, proposeOutcome } from './decide-case.ts';
import { CASE_DECIDED } from './events.ts';
import { forgetCases, openCase, runningCases, toldCases, withdrawCases } from './open-case.ts';
import { staffDoor } from './staff-door.ts';
import { selectCase, selectEvidence, selectSteps } from './store-cases.ts';
import { selectMembers } from './store-members.ts';
import { decideBy, newMember, secondKey, type TestMember } from './testing.ts';

let bank: TestDatabase;
let alice: TestMember;
let bob: TestMember;
beforeAll(async () => {
  bank = await testDatabase({ module: 'staff' });
  alice = await newMember(bank, 'Alice');
  bob = await newMember(bank, 'Bob');
});
afterAll(() => bank.close());

const newParty = () => bank.database.read(async (tx) => tx.newId('party'));
const open = async (kind: CaseKind = 'face', partyId?: `party_${string}`) => {
  const whose = partyId ?? (await newParty());
  const evidence = { name: '林小雨' };
  return bank.database.transact((tx) =>
    openCase(tx, { kind, partyId: whose, reference: 'ref', evidence }),
  );
};
const propose = (by: StaffCaller, caseId: CaseId, outcome: 'approved' | 'rejected' = 'approved') =>
  bank.database.transact((tx) =>
    proposeOutcome(tx, by, { caseId, outcome, reason: 'spoke by video' }),
  );
const answer = (by: StaffCaller, caseId: CaseId, proposalId: ProposalId, agrees = true) =>
  bank.database.transact((tx) =>
    answerProposal(tx, by, { caseId, proposalId, agrees, reason: null }),
  );
const proposed = async (by: StaffCaller, caseId: CaseId): Promise<ProposalId> =>
  (await propose(by, caseId)).proposal?.id ?? 'step_';
const stateOf = async (caseId: CaseId) =>
  (await bank.database.read((tx) => selectCase(tx, caseId)))?.state;
const newsOf = (caseId: CaseId) =>
  asOwner<{ payload: object }>(
    bank.url,
    `select payload from platform.outbox_events
      where topic = '${CASE_DECIDED}' and payload->>'case_id' = '${caseId}'`,
  );

describe('a case', () => {
  test('is decided when another agrees, and whoever opened it hears', async () => {
    const partyId = await newParty();
    const caseId = await open('face', partyId);
    const proposalId = await proposed(alice, caseId);
    expect([await stateOf(caseId), await newsOf(caseId)]).toEqual(['proposed', []]);
    await answer(bob, caseId, proposalId);
    expect(await stateOf(caseId)).toBe('decided');
    expect(await newsOf(caseId)).toEqual([
      {
        payload: {
          case_id: caseId,
          kind: 'face',
          party_id: partyId,
          reference: 'ref',
          outcome: 'approved',
          proposed_by: alice.staffId,
          decided_by: bob.staffId,
        },
      },
    ]);
    const steps = await bank.database.read((tx) => selectSteps(tx, caseId));
    expect(steps.map(({ kind, by, reason }) => [kind, by.name, reason])).toEqual([
      ['proposed', 'Alice', 'spoke by video'],
      ['agreed', 'Bob', null],
    ]);
  });

  test('is open again when the other disagrees, and two others may decide it', async () => {
    const caseId = await open();
    await answer(bob, caseId, await proposed(alice, caseId), false);
    expect([await stateOf(caseId), await newsOf(caseId)]).toEqual(['open', []]);
    await decideBy(bank, [bob, alice], { caseId, outcome: 'rejected' });
    expect(await newsOf(caseId)).toMatchObject([{ payload: { outcome: 'rejected' } }]);
  });

  test('runs once for a person and kind; asking again answers the same', async () => {
    const partyId = await newParty();
    const ids = await Promise.all([open('face', partyId), open('face', partyId)]);
    expect(ids[0]).toBe(ids[1]);
    expect(await open('voice', partyId)).not.toBe(ids[0]);
    await decideBy(bank, [alice, bob], { caseId: ids[0], outcome: 'rejected' });
    expect(await open('face', partyId)).not.toBe(ids[0]);
  });

  test('that was taken back is decided by nobody, and its evidence is gone', async () => {
    const partyId = await newParty();
    const caseId = await open('face', partyId);
    const proposalId = await proposed(alice, caseId);
    await bank.database.transact((tx) => withdrawCases(tx, partyId, ['face']));
    expect(await codeOf(answer(bob, caseId, proposalId))).toBe('staff.case_moved_on');
    expect(await codeOf(propose(bob, caseId))).toBe('staff.case_moved_on');
    expect(await bank.database.read((tx) => selectEvidence(tx, caseId))).toEqual({});
    expect(await bank.database.read((tx) => runningCases(tx, partyId))).toEqual([]);
  });

  test('of a watch list is never told to the person', async () => {
    const partyId = await newParty();
    await open('watch_list', partyId);
    const told = await open('face', partyId);
    const cases = await bank.database.read((tx) => toldCases(tx, partyId));
    expect(cases.map(({ id }) => id)).toEqual([told]);
  });

  test('keeps its outcome when the time of its evidence is over', async () => {
    const partyId = await newParty();
    const caseId = await open('face', partyId);
    await decideBy(bank, [alice, bob], { caseId, outcome: 'approved' });
    await bank.database.transact((tx) => forgetCases(tx, [partyId]));
    expect(await bank.database.read((tx) => selectEvidence(tx, caseId))).toEqual({});
    const steps = await bank.database.read((tx) => selectSteps(tx, caseId));
    expect(steps.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['approved', null],
      ['approved', null],
    ]);
  });
});

describe('one person alone', () => {
  test('cannot agree to an own proposal, also not with a second key', async () => {
    const caseId = await open();
    const proposalId = await proposed(alice, caseId);
    const again = await secondKey(bank, alice);
    expect(again.keyId).not.toBe(alice.keyId);
    expect(await codeOf(answer(alice, caseId, proposalId))).toBe('staff.own_proposal');
    expect(await codeOf(answer(again, caseId, proposalId))).toBe('staff.own_proposal');
    expect(await stateOf(caseId)).toBe('proposed');
  });

  test('cannot be two members of one name', async () => {
    const twice = ownerTransaction(bank, (tx) =>
      admitMember(tx, { name: ' alice ', roles: ['reviewer'] }),
    );
    await expect(twice).rejects.toThrow('another key by --member');
  });

  test('is stopped by the database where the program would not', async () => {
    const caseId = await open();
    await proposed(alice, caseId);
    const force = (set: string) =>
      bank.pool.query(`update staff.cases set ${set} where id = $1`, [uuidOf(caseId)]);
    await expect(
      force(`state = 'decided', decided_by = proposed_by, ended_at = now()`),
    ).rejects.toThrow('violates check constraint');
    await expect(force('decided_by = proposed_by')).rejects.toThrow('violates check constraint');
  });
});

describe('two of the staff', () => {
  test('who propose at the same moment: one is heard, the other looks again', async () => {
    const caseId = await open();
    const codes = await Promise.all([
      codeOf(propose(alice, caseId)),
      codeOf(propose(bob, caseId, 'rejected')),
    ]);
    expect(codes.toSorted()).toEqual(['accepted', 'staff.case_moved_on']);
  });

  test('who decide at the same moment: the case ends once', async () => {
    const carol = await newMember(bank, 'Carol');
    const caseId = await open();
    const proposalId = await proposed(alice, caseId);
    const codes = await Promise.all([
      codeOf(answer(bob, caseId, proposalId)),
      codeOf(answer(carol, caseId, proposalId, false)),
    ]);
    expect(codes.toSorted()).toEqual(['accepted', 'staff.case_moved_on']);
  });

  test('agree to what they saw, never to what was put in its place', async () => {
    const carol = await newMember(bank, 'Carola');
    const caseId = await open();
    const seen = await proposed(alice, caseId);
    await answer(carol, caseId, seen, false);
    await propose(alice, caseId, 'rejected');
    expect(await codeOf(answer(bob, caseId, seen))).toBe('staff.case_moved_on');
  });
});

describe('a key', () => {
  const callerOf = (key: string) => bank.database.read((tx) => staffDoor.authenticate(tx, key));

  test('opens nothing once it is revoked, and others go on', async () => {
    const dave = await newMember(bank, 'Dave', ['auditor']);
    const other = await secondKey(bank, dave);
    expect(await ownerTransaction(bank, (tx) => endKeys(tx, dave.keyId))).toBe(1);
    expect([await callerOf(dave.key), (await callerOf(other.key))?.staffId]).toEqual([
      undefined,
      dave.staffId,
    ]);
    expect(await ownerTransaction(bank, (tx) => endKeys(tx, dave.staffId))).toBe(1);
    expect(await callerOf(other.key)).toBeUndefined();
    const members = await bank.database.read(selectMembers);
    const kept = members.find(({ id }) => id === dave.staffId);
    expect(kept?.keys.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, true]);
  });

  test('is kept as a hash only', async () => {
    const [row] = await asOwner<{ all: string }>(
      bank.url,
      `select string_agg(k::text, ' ') as all from staff.keys k`,
    );
    expect(row?.all).not.toContain(alice.key.slice('sycee_staff_'.length));
  });

  test('of a role that is not known is not made', async () => {
    const wrong = ownerTransaction(bank, (tx) =>
      admitMember(tx, { name: 'Eve', roles: ['reviewer', 'owner'] }),
    );
    await expect(wrong).rejects.toThrow('say a role');
  });
});

describe("the server's role", () => {
  test.each([
    ['add a member', `insert into staff.members values (gen_random_uuid(), 'X', '{reviewer}')`],
    ['give a role', `update staff.members set roles = '{reviewer,auditor}'`],
    ['bring back a key', 'update staff.keys set revoked_at = null'],
    ['rewrite what was done', `update staff.actions set outcome = 'done'`],
    ['delete what was done', 'delete from staff.actions'],
    ['delete a step', 'delete from staff.case_steps'],
    ['change a step', `update staff.case_steps set outcome = 'rejected'`],
  ])('cannot %s', async (_what, sql) => {
    await expect(bank.pool.query(sql)).rejects.toThrow('permission denied');
  });

  test('cannot change a reason, nor how a case ended', async () => {
    const caseId = await open();
    await decideBy(bank, [alice, bob], { caseId, outcome: 'rejected' });
    await expect(
      bank.pool.query(`update staff.case_steps set reason_sealed = 'x' where case_id = $1`, [
        uuidOf(caseId),
      ]),
    ).rejects.toThrow('can be forgotten, not changed');
    await expect(
      bank.pool.query(`update staff.cases set outcome = 'approved' where id = $1`, [
        uuidOf(caseId),
      ]),
    ).rejects.toThrow('has ended');
  });
});

describe('the audit', () => {
  test('finds nothing in a bank that was left alone', async () => {
    expect(await bank.database.read((tx) => auditOf(tx, ['staff']))).toEqual({});
  });

  test('finds a case that was decided otherwise than its steps say', async () => {
    const caseId = await open();
    await decideBy(bank, [alice, bob], { caseId, outcome: 'rejected' });
    const found = await afterForce(
      bank,
      [`update staff.cases set outcome = 'approved' where id = '${uuidOf(caseId)}'`],
      (tx) => auditOf(tx, ['staff']),
    );
    expect(JSON.stringify(found)).toContain('decided otherwise than its steps say');
  });
});
