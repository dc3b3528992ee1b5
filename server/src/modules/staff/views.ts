// How cases, members and actions look on the wire, and the schemas that say so.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, instantView, nullable, type StaffCaller } from '#platform';
import { Type, type Static } from 'typebox';
import { CASE_KINDS, CASE_STATES, OUTCOMES } from './case.ts';
import type { Case, CaseStep, Evidence } from './case.ts';
import { ROLES, type Member } from './member.ts';
import type { WrittenAction } from './store-members.ts';

const oneOf = <const Word extends string>(words: readonly Word[]) =>
  Type.Unsafe<Word>(Type.Union(words.map((word) => Type.Literal(word))));

export const kindSchema = oneOf(CASE_KINDS);
export const stateSchema = oneOf(CASE_STATES);
export const outcomeSchema = oneOf(OUTCOMES);
const roleSchema = oneOf(ROLES);

export const caseSchema = Type.Object(
  {
    id: idSchema('case'),
    kind: kindSchema,
    party_id: idSchema('party'),
    state: stateSchema,
    opened_at: instantSchema,
    ended_at: nullable(instantSchema),
    proposal: nullable(
      Type.Object({
        id: idSchema('step'),
        proposed_by: idSchema('staff'),
        outcome: outcomeSchema,
      }),
    ),
    decided_by: nullable(idSchema('staff')),
    you_may: nullable(
      Type.Union([Type.Literal('propose'), Type.Literal('decide')], {
        description: 'What whoever asks can do next; null: nothing, or somebody else has to.',
      }),
    ),
  },
  { title: 'StaffCase' },
);

/** A case as one of the staff sees it in a list. */
export function caseView(one: Case, caller: StaffCaller): Static<typeof caseSchema> {
  const { proposal } = one;
  return {
    id: one.id,
    kind: one.kind,
    party_id: one.partyId,
    state: one.state,
    opened_at: isoOf(one.openedAt),
    ended_at: instantView(one.endedAt),
    proposal: proposal && {
      id: proposal.id,
      proposed_by: proposal.by,
      outcome: proposal.outcome,
    },
    decided_by: one.decidedBy,
    you_may: nextOf(one, caller),
  };
}

function nextOf({ state, proposal }: Case, { staffId }: StaffCaller) {
  if (state === 'open') return 'propose';
  return state === 'proposed' && proposal?.by !== staffId ? 'decide' : null;
}

const stepSchema = Type.Object({
  id: idSchema('step'),
  kind: oneOf(['proposed', 'agreed', 'disagreed']),
  by: Type.Object({ id: idSchema('staff'), name: Type.String() }),
  outcome: outcomeSchema,
  reason: nullable(Type.String()),
  made_at: instantSchema,
});

export const caseDetailSchema = Type.Object(
  {
    case: caseSchema,
    evidence: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
    pictures: Type.Array(Type.String(), {
      description: 'Names of pictures, to be fetched one by one; every look is written down.',
    }),
    steps: Type.Array(stepSchema),
  },
  { title: 'StaffCaseDetail' },
);

/** A case with all that decides it. */
export function caseDetailView(
  one: Case,
  caller: StaffCaller,
  seen: { evidence: Evidence; pictures: readonly string[]; steps: readonly CaseStep[] },
): Static<typeof caseDetailSchema> {
  return {
    case: caseView(one, caller),
    evidence: Object.entries(seen.evidence).map(([name, value]) => ({ name, value })),
    pictures: [...seen.pictures],
    steps: seen.steps.map(({ madeAt, by, ...step }) => ({
      ...step,
      by: { ...by },
      made_at: isoOf(madeAt),
    })),
  };
}

export const staffMeSchema = Type.Object(
  { id: idSchema('staff'), name: Type.String(), roles: Type.Array(roleSchema) },
  { title: 'StaffMe' },
);

export const memberSchema = Type.Object(
  {
    id: idSchema('staff'),
    name: Type.String(),
    roles: Type.Array(roleSchema),
    added_at: instantSchema,
    keys: Type.Array(
      Type.Object({
        id: idSchema('skey'),
        made_at: instantSchema,
        last_used_at: nullable(instantSchema),
        revoked_at: nullable(instantSchema),
      }),
    ),
  },
  { title: 'StaffMember' },
);

export function memberView(member: Member): Static<typeof memberSchema> {
  return {
    id: member.id,
    name: member.name,
    roles: [...member.roles],
    added_at: isoOf(member.addedAt),
    keys: member.keys.map((key) => ({
      id: key.id,
      made_at: isoOf(key.madeAt),
      last_used_at: instantView(key.lastUsedAt),
      revoked_at: instantView(key.revokedAt),
    })),
  };
}

export const actionSchema = Type.Object(
  {
    staff_id: idSchema('staff'),
    name: Type.String(),
    key_id: idSchema('skey'),
    operation: Type.String({ examples: ['proposeOutcome'] }),
    target: nullable(Type.String({ description: 'What it was about, such as a case.' })),
    outcome: Type.String({ description: '`done`, or the code of the refusal.' }),
    request_id: Type.String(),
    acted_at: instantSchema,
  },
  { title: 'StaffAction' },
);

export function actionView(action: WrittenAction): Static<typeof actionSchema> {
  return {
    staff_id: action.staffId,
    name: action.name,
    key_id: action.keyId,
    operation: action.operation,
    target: action.target,
    outcome: action.outcome,
    request_id: action.requestId,
    acted_at: isoOf(action.actedAt),
  };
}
