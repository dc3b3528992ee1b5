// The routes of the staff from outside: who gets in, what is refused, and that all of it is written
// down.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { route } from '#platform';
import { playground, sessionOf, writeLine } from '../../platform/testing/playground.ts';
import { ownerTransaction } from '../../platform/testing/owner-database.ts';
import { testHouse, type TestHouse } from '../../platform/testing/test-house.ts';
import { endKeys } from './admit-member.ts';
import type { CaseId, CaseKind } from './case.ts';
import { openCase } from './open-case.ts';
import { staffRefusals } from './refusals.ts';
import { staffRoutes, type CasePictures } from './routes.ts';
import { staffDoor } from './staff-door.ts';
import { newMember, secondKey, type TestMember } from './testing.ts';

type View = { id: CaseId; state: string; you_may: string | null; proposal: { id: string } | null };
type Page = { items: View[]; next: string | null };

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
const pictures: CasePictures = {
  names: async (_tx, { kind }) => (kind === 'identity_document' ? ['front'] : []),
  picture: async (_tx, _case, name) => (name === 'front' ? JPEG : undefined),
};

let house: TestHouse;
let alice: TestMember;
let bob: TestMember;
let auditor: TestMember;
const provoked = new Set<string>();
beforeAll(async () => {
  const rooms = playground({ write: writeLine });
  house = await testHouse({
    ...rooms,
    routes: staffRoutes(pictures),
    refusals: staffRefusals,
    staff: staffDoor,
  });
  alice = await newMember(house, 'Alice');
  bob = await newMember(house, 'Bob');
  auditor = await newMember(house, 'Olga', ['auditor']);
});
afterAll(() => house.close());

const as = ({ key }: Pick<TestMember, 'key'>) => ({ authorization: `Bearer ${key}` });
const ask = <Body = Record<string, unknown>>(who: TestMember, path: string, body?: object) =>
  house.call<Body>(path, { headers: as(who), ...(body && { body }) });
const open = (kind: CaseKind = 'face') =>
  house.database.transact((tx) =>
    openCase(tx, { kind, partyId: tx.newId('party'), reference: null, evidence: { name: '林' } }),
  );
const propose = (who: TestMember, id: CaseId, outcome = 'approved') =>
  ask<View>(who, `/v1/staff/cases/${id}/proposal`, { outcome, reason: 'spoke by video' });
const decide = (who: TestMember, id: CaseId, proposal: string, agrees = true) =>
  ask<View>(who, `/v1/staff/cases/${id}/decision`, { proposal_id: proposal, agrees });

function expectRefusal(reply: { status: number; body: object }, status: number, code: string) {
  provoked.add(code);
  expect(reply).toMatchObject({ status, body: { code, money_moved: 'no' } });
}

describe('who gets in', () => {
  test.each([
    ['nobody', {}],
    ["a customer's session", { session: sessionOf('alice') }],
    ['a key that was made up', { headers: { authorization: 'Bearer sycee_staff_abc' } }],
    ['no key, but a cookie of the name', { headers: { cookie: 'sycee_session=abc' } }],
    ['a word that is no key', { headers: { authorization: 'Basic YTpi' } }],
  ])('not %s', async (_who, shown) => {
    for (const path of ['/v1/staff/me', '/v1/staff/cases', '/v1/staff/actions']) {
      expectRefusal(await house.call(path, shown), 401, 'platform.staff_key_unknown');
    }
  });

  test("not a member's key in a cookie", async () => {
    const headers = { cookie: `sycee_session=${alice.key}`, 'sycee-device': 'device' };
    expectRefusal(await house.call('/v1/staff/me', { headers }), 401, 'platform.staff_key_unknown');
  });

  test('whoever has a living key, until it is revoked', async () => {
    const dave = await newMember(house, 'Dave');
    expect(await ask(dave, '/v1/staff/me')).toMatchObject({
      status: 200,
      body: { id: dave.staffId, name: 'Dave', roles: ['reviewer'] },
    });
    await ownerTransaction(house, (tx) => endKeys(tx, dave.staffId));
    expectRefusal(await ask(dave, '/v1/staff/me'), 401, 'platform.staff_key_unknown');
  });

  test('each to what the role is for', async () => {
    const id = await open();
    for (const path of ['/v1/staff/cases', `/v1/staff/cases/${id}`]) {
      expectRefusal(await ask(auditor, path), 403, 'platform.staff_role_missing');
    }
    expectRefusal(await propose(auditor, id), 403, 'platform.staff_role_missing');
    for (const path of ['/v1/staff/actions', '/v1/staff/members']) {
      expectRefusal(await ask(alice, path), 403, 'platform.staff_role_missing');
    }
  });

  test('a stranger does not learn what is wrong with a request', async () => {
    const reply = await house.call('/v1/staff/cases/nonsense/proposal', { body: {} });
    expectRefusal(reply, 401, 'platform.staff_key_unknown');
    expect((await ask(alice, '/v1/staff/cases/nonsense/proposal', {})).status).toBe(400);
  });
});

describe('a case over HTTP', () => {
  test('is listed, looked at, proposed and decided', async () => {
    const id = await open('identity_document');
    const seen = await ask<object>(bob, `/v1/staff/cases/${id}`);
    expect(seen.body).toMatchObject({
      case: { id, state: 'open', you_may: 'propose' },
      evidence: [{ name: 'name', value: '林' }],
      pictures: ['front'],
      steps: [],
    });
    const proposed = await propose(alice, id);
    expect(proposed.body).toMatchObject({ state: 'proposed', you_may: null });
    const proposal = proposed.body.proposal?.id ?? '';
    const waiting = await ask<Page>(bob, '/v1/staff/cases?kind=identity_document&limit=100');
    expect(waiting.body.items.find((one) => one.id === id)?.you_may).toBe('decide');
    expect((await decide(bob, id, proposal)).body).toMatchObject({
      state: 'decided',
      decided_by: bob.staffId,
      you_may: null,
    });
    const after = await ask<{ steps: object[] }>(alice, `/v1/staff/cases/${id}`);
    expect(after.body.steps).toMatchObject([
      { kind: 'proposed', by: { name: 'Alice' }, reason: 'spoke by video' },
      { kind: 'agreed', by: { name: 'Bob' }, reason: null },
    ]);
  });

  test('is listed in pages, each case once', async () => {
    const ids = [await open('voice'), await open('voice'), await open('voice')];
    const seen: CaseId[] = [];
    let next: string | null = '';
    while (next !== null) {
      const path: string = `/v1/staff/cases?kind=voice&limit=2&after=${next}`;
      const { body }: { body: Page } = await ask<Page>(bob, path);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ id }) => id));
      next = body.next;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const decided = await ask<Page>(bob, '/v1/staff/cases?kind=voice&state=decided');
    expect(decided.body).toEqual({ items: [], next: null });
  });

  test('shows its picture as a file', async () => {
    const id = await open('identity_document');
    const reply = await ask(bob, `/v1/staff/cases/${id}/pictures/front`);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
    });
    const none = await ask(bob, `/v1/staff/cases/${id}/pictures/back`);
    expectRefusal(none, 404, 'staff.picture_not_found');
  });

  test('refusals', async () => {
    const id = await open();
    const unknown = id.replace(/.{4}$/, 'zzzz') as CaseId;
    expectRefusal(await ask(bob, `/v1/staff/cases/${unknown}`), 404, 'staff.case_not_found');
    expectRefusal(await propose(bob, unknown), 404, 'staff.case_not_found');
    const proposal = (await propose(alice, id)).body.proposal?.id ?? '';
    expectRefusal(await propose(bob, id), 409, 'staff.case_moved_on');
    expectRefusal(await decide(alice, id, proposal), 403, 'staff.own_proposal');
    const again = await secondKey(house, alice);
    expectRefusal(await decide(again, id, proposal), 403, 'staff.own_proposal');
    await decide(bob, id, proposal, false);
    expectRefusal(await decide(bob, id, proposal), 409, 'staff.case_moved_on');
    for (const reason of ['', '    ', 'x'.repeat(1_001)]) {
      const body = { outcome: 'approved', reason };
      expect((await ask(bob, `/v1/staff/cases/${id}/proposal`, body)).status).toBe(400);
    }
    const own = Object.keys(staffRefusals);
    expect([...provoked].filter((code) => own.includes(code)).toSorted()).toEqual(own.toSorted());
  });
});

describe('what the staff did', () => {
  type Action = { name: string; operation: string; target: string | null; outcome: string };
  const newest = async (limit: number) =>
    (await ask<{ items: Action[] }>(auditor, `/v1/staff/actions?limit=${limit}`)).body.items;

  test('is written down, also looks, and also what was refused', async () => {
    const id = await open();
    await ask(bob, `/v1/staff/cases/${id}`);
    await ask(bob, '/v1/staff/members');
    const proposal = (await propose(alice, id)).body.proposal?.id ?? '';
    await decide(alice, id, proposal);
    const lines = (await newest(4)).map(
      ({ name, operation, target, outcome }) =>
        `${name} ${operation} ${target === id ? 'it' : target} ${outcome}`,
    );
    expect(lines).toEqual([
      'Alice decideStaffCase it staff.own_proposal',
      'Alice proposeOutcome it done',
      'Bob listStaffMembers null platform.staff_role_missing',
      'Bob showStaffCase it done',
    ]);
  });

  test('is written down whatever the address says', async () => {
    await ask(bob, `/v1/staff/cases/${'%F0%9F%98%80%00'.repeat(20)}`);
    const [action] = await newest(1);
    expect(action).toMatchObject({
      operation: 'showStaffCase',
      outcome: 'platform.invalid_request',
    });
  });

  test('comes in pages, of everybody or of one', async () => {
    await ask(bob, '/v1/staff/me');
    const path = `/v1/staff/actions?staff_id=${bob.staffId}&limit=1`;
    const first = await ask<{ items: Action[]; next: string }>(auditor, path);
    const second = await ask<{ items: Action[] }>(auditor, `${path}&after=${first.body.next}`);
    expect(first.body.items).toMatchObject([{ name: 'Bob', operation: 'showStaffMe' }]);
    expect(second.body.items).toMatchObject([{ name: 'Bob' }]);
    expect(second.body.items).not.toEqual(first.body.items);
  });

  test('the list of members tells when a key was used, never the key', async () => {
    const { body } = await ask<{ items: object[] }>(auditor, '/v1/staff/members');
    expect(body.items).toContainEqual(
      expect.objectContaining({
        name: 'Alice',
        roles: ['reviewer'],
        keys: expect.arrayContaining([
          expect.objectContaining({ revoked_at: null, last_used_at: expect.any(String) }),
        ]),
      }),
    );
    expect(JSON.stringify(body)).not.toContain('sycee_staff_');
  });
});

describe('a route for staff', () => {
  type Operation = { security: object[]; 'x-staff-role'?: string; 'x-refusals': string[] };
  const base = {
    method: 'GET',
    path: '/v1/staff/new',
    operation: 'new',
    tag: 'staff',
    summary: 'A route that somebody declares',
    refusals: [],
    handle: async () => undefined,
  } as const;

  test('says in the API document which key and role it needs', async () => {
    const { body } = await house.call<{ paths: Record<string, { get: Operation }> }>(
      '/openapi.json',
    );
    const operation = body.paths['/v1/staff/cases']?.get;
    expect(operation?.security).toEqual([{ staffKey: [] }]);
    expect(operation?.['x-staff-role']).toBe('reviewer');
    expect(operation?.['x-refusals']).toEqual(
      expect.arrayContaining(['platform.staff_key_unknown', 'platform.staff_role_missing']),
    );
    expect(body.paths['/v1/staff/me']?.get['x-staff-role']).toBeUndefined();
  });

  test('cannot ask for what only customers have, nor customers for a role', () => {
    expect(() => route({ ...base, access: 'staff', proof: true })).toThrow('prove no PIN');
    expect(() => route({ ...base, access: 'staff', money: true })).toThrow('needs a session');
    expect(() => route({ ...base, access: 'session', role: 'reviewer' })).toThrow('have roles');
  });
});
