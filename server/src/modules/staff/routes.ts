// The routes of the staff, which their console uses. Every request that comes with a living key is
// written down with its outcome, looks included.

import { isId } from '@sycee/kit';
import { fileReply, idSchema, pageQuery, pageSchema, route, type Route, type Tx } from '#platform';
import { Type } from 'typebox';
import type { Case, CaseId, CaseState } from './case.ts';
import { answerProposal, proposeOutcome } from './decide-case.ts';
import { ROLES, type Role } from './member.ts';
import { refuse, type StaffRefusalCode } from './refusals.ts';
import { selectCase, selectCases, selectEvidence, selectSteps } from './store-cases.ts';
import { selectActions, selectMembers } from './store-members.ts';
import {
  actionSchema,
  actionView,
  caseDetailSchema,
  caseDetailView,
  caseSchema,
  caseView,
  kindSchema,
  memberSchema,
  memberView,
  outcomeSchema,
  staffMeSchema,
  stateSchema,
} from './views.ts';

/** The pictures that belong to cases, kept by the room that took them. */
export type CasePictures = {
  readonly names: (tx: Tx, one: Case) => Promise<readonly string[]>;
  /** A JPEG, or undefined when it is gone. */
  readonly picture: (tx: Tx, one: Case, name: string) => Promise<Uint8Array | undefined>;
};

const tag = 'staff';
const reviewer: Role = 'reviewer';
const auditor: Role = 'auditor';
const RUNNING: readonly CaseState[] = ['open', 'proposed'];
const DEFAULT_LIMIT = 20;

const caseParams = Type.Object({ case_id: idSchema('case') });
const reason = Type.String({ minLength: 5, maxLength: 1_000, pattern: String.raw`\S` });

/** The routes of this room; the pictures come from the rooms above. */
export function staffRoutes(pictures: CasePictures): Route[] {
  return [meRoute(), listRoute(), ...caseRoutes(pictures), ...decisionRoutes(), ...auditRoutes()];
}

function meRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/staff/me',
    operation: 'showStaffMe',
    tag,
    summary: 'Show whose key it is',
    access: 'staff',
    refusals: [],
    reply: staffMeSchema,
    handle: async (_tx, { caller }) => ({
      id: caller.staffId,
      name: caller.name,
      roles: ROLES.filter((role) => caller.roles.includes(role)),
    }),
  });
}

function listRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/staff/cases',
    operation: 'listStaffCases',
    tag,
    summary: 'List cases, the longest waiting first; those that run, where no state is named',
    access: 'staff',
    role: reviewer,
    refusals: [],
    query: Type.Object({
      state: Type.Optional(stateSchema),
      kind: Type.Optional(kindSchema),
      ...pageQuery,
    }),
    reply: pageSchema(caseSchema),
    handle: async (tx, { caller, query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const found = await selectCases(tx, {
        states: query.state === undefined ? RUNNING : [query.state],
        kind: query.kind ?? null,
        after: caseIdIn(query.after),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      return {
        items: page.map((one) => caseView(one, caller)),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  });
}

/** A place in the list; what is none begins at the start. */
function caseIdIn(after: string | undefined): CaseId | null {
  return after !== undefined && isId('case', after) ? after : null;
}

function caseRoutes(pictures: CasePictures): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/staff/cases/:case_id',
      operation: 'showStaffCase',
      tag,
      summary: 'Show a case with its evidence and all that was said',
      access: 'staff',
      role: reviewer,
      refusals: codes('staff.case_not_found'),
      params: caseParams,
      reply: caseDetailSchema,
      handle: async (tx, { caller, params }) => {
        const one = await known(tx, params.case_id);
        const [evidence, names, steps] = await Promise.all([
          selectEvidence(tx, one.id),
          pictures.names(tx, one),
          selectSteps(tx, one.id),
        ]);
        return caseDetailView(one, caller, { evidence, pictures: names, steps });
      },
    }),
    route({
      method: 'GET',
      path: '/v1/staff/cases/:case_id/pictures/:name',
      operation: 'showStaffCasePicture',
      tag,
      summary: 'Download a picture that belongs to a case',
      access: 'staff',
      role: reviewer,
      refusals: codes('staff.case_not_found', 'staff.picture_not_found'),
      params: Type.Object({
        case_id: idSchema('case'),
        name: Type.String({ pattern: '^[a-z_]{1,40}$' }),
      }),
      reply: fileReply('image/jpeg'),
      handle: async (tx, { params }) => {
        const one = await known(tx, params.case_id);
        const bytes = await pictures.picture(tx, one, params.name);
        if (bytes === undefined) throw refuse('staff.picture_not_found');
        return { contentType: 'image/jpeg', filename: `${one.id}-${params.name}.jpg`, bytes };
      },
    }),
  ];
}

function decisionRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/staff/cases/:case_id/proposal',
      operation: 'proposeOutcome',
      tag,
      summary: 'Propose how an open case should end, and say why',
      access: 'staff',
      role: reviewer,
      refusals: codes('staff.case_not_found', 'staff.case_moved_on'),
      params: caseParams,
      body: Type.Object({ outcome: outcomeSchema, reason }),
      reply: caseSchema,
      handle: async (tx, { caller, params, body }) =>
        caseView(await proposeOutcome(tx, caller, { caseId: params.case_id, ...body }), caller),
    }),
    route({
      method: 'POST',
      path: '/v1/staff/cases/:case_id/decision',
      operation: 'decideStaffCase',
      tag,
      summary: "Agree to another's proposal, which decides the case, or send it back",
      access: 'staff',
      role: reviewer,
      refusals: codes('staff.case_not_found', 'staff.case_moved_on', 'staff.own_proposal'),
      params: caseParams,
      body: Type.Object({
        proposal_id: idSchema('step'),
        agrees: Type.Boolean(),
        reason: Type.Optional(reason),
      }),
      reply: caseSchema,
      handle: async (tx, { caller, params, body }) => {
        const answered = await answerProposal(tx, caller, {
          caseId: params.case_id,
          proposalId: body.proposal_id,
          agrees: body.agrees,
          reason: body.reason ?? null,
        });
        return caseView(answered, caller);
      },
    }),
  ];
}

function auditRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/staff/members',
      operation: 'listStaffMembers',
      tag,
      summary: 'List the staff and their keys',
      access: 'staff',
      role: auditor,
      refusals: [],
      reply: Type.Object({ items: Type.Array(memberSchema) }, { title: 'StaffMembers' }),
      handle: async (tx) => ({ items: (await selectMembers(tx)).map(memberView) }),
    }),
    route({
      method: 'GET',
      path: '/v1/staff/actions',
      operation: 'listStaffActions',
      tag,
      summary: 'List what the staff did, newest first',
      access: 'staff',
      role: auditor,
      refusals: [],
      query: Type.Object({ staff_id: Type.Optional(idSchema('staff')), ...pageQuery }),
      reply: pageSchema(actionSchema),
      handle: async (tx, { query }) => {
        const limit = query.limit ?? DEFAULT_LIMIT;
        const found = await selectActions(tx, {
          staffId: query.staff_id ?? null,
          before: /^\d{1,18}$/.test(query.after ?? '') ? BigInt(query.after ?? 0) : null,
          limit: limit + 1,
        });
        const page = found.slice(0, limit);
        return {
          items: page.map(actionView),
          next: found.length > limit ? String(page.at(-1)?.id) : null,
        };
      },
    }),
  ];
}

async function known(tx: Tx, id: CaseId): Promise<Case> {
  const one = await selectCase(tx, id);
  if (one === undefined) throw refuse('staff.case_not_found');
  return one;
}

function codes(...list: StaffRefusalCode[]): StaffRefusalCode[] {
  return list;
}
