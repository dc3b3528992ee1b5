// SQL of cases. Evidence and reasons enter and leave only sealed, each bound to its row.

import { idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type {
  Case,
  CaseId,
  CaseKind,
  CaseOutcome,
  CaseState,
  CaseStep,
  Evidence,
  ProposalId,
} from './case.ts';
import type { StaffId } from './member.ts';
import { evidenceContext, reasonContext } from './sealed-columns.ts';

type Row = {
  id: string;
  kind: CaseKind;
  party_id: string;
  reference: string | null;
  state: CaseState;
  opened_at: Instant;
  ended_at: Instant | null;
  proposal_id: string | null;
  proposed_by: string | null;
  outcome: CaseOutcome | null;
  decided_by: string | null;
};

const CASE = `select id, kind, party_id, reference, state, opened_at, ended_at, proposal_id,
  proposed_by, outcome, decided_by from staff.cases`;
const RUNNING = `state in ('open', 'proposed')`;

/** Opens a case; false while another of its kind runs for the person. */
export async function insertCase(
  tx: Tx,
  one: {
    id: CaseId;
    kind: CaseKind;
    partyId: Id<'party'>;
    reference: string | null;
    evidence: Evidence;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into staff.cases (id, kind, party_id, reference, evidence_sealed, state, opened_at)
     values ($1, $2, $3, $4, $5, 'open', $6)
     on conflict (party_id, kind) where ${RUNNING} do nothing returning 1`,
    [
      uuidOf(one.id),
      one.kind,
      uuidOf(one.partyId),
      one.reference,
      tx.secrets.seal(JSON.stringify(one.evidence), evidenceContext(one.id)),
      isoOf(tx.now),
    ],
  );
  return rows.length === 1;
}

/** The cases of a person, newest first. */
export async function selectCasesOf(tx: Tx, partyId: Id<'party'>): Promise<Case[]> {
  const rows = await tx.query<Row>(`${CASE} where party_id = $1 order by id desc`, [
    uuidOf(partyId),
  ]);
  return rows.map(caseOf);
}

export type CaseQuestion = {
  readonly states: readonly CaseState[];
  readonly kind: CaseKind | null;
  readonly after: CaseId | null;
  readonly limit: number;
};

/** Cases in some states, the longest waiting first. */
export async function selectCases(tx: Tx, question: CaseQuestion): Promise<Case[]> {
  const rows = await tx.query<Row>(
    `${CASE} where state = any($1::text[]) and ($2::text is null or kind = $2)
       and ($3::uuid is null or id > $3)
     order by id limit $4`,
    [
      question.states,
      question.kind,
      question.after === null ? null : uuidOf(question.after),
      question.limit,
    ],
  );
  return rows.map(caseOf);
}

export async function selectCase(tx: Tx, id: CaseId): Promise<Case | undefined> {
  const rows = await tx.query<Row>(`${CASE} where id = $1`, [uuidOf(id)]);
  return rows.map(caseOf)[0];
}

/** A case, taken until the transaction ends: one answer at a time. */
export async function lockCase(tx: Tx, id: CaseId): Promise<Case | undefined> {
  const rows = await tx.query<Row>(`${CASE} where id = $1 for update`, [uuidOf(id)]);
  return rows.map(caseOf)[0];
}

/** What the deciders are shown; empty once the time of keeping is over. */
export async function selectEvidence(tx: Tx, id: CaseId): Promise<Evidence> {
  const [row] = await tx.query<{ evidence_sealed: string | null }>(
    'select evidence_sealed from staff.cases where id = $1',
    [uuidOf(id)],
  );
  const sealed = row?.evidence_sealed ?? null;
  if (sealed === null) return {};
  return JSON.parse(tx.secrets.open(sealed, evidenceContext(id))) as Evidence;
}

/** What was said about a case, in order. */
export async function selectSteps(tx: Tx, caseId: CaseId): Promise<CaseStep[]> {
  const rows = await tx.query<{
    id: string;
    kind: CaseStep['kind'];
    member_id: string;
    name: string;
    outcome: CaseOutcome;
    reason_sealed: string | null;
    made_at: Instant;
  }>(
    `select s.id, s.kind, s.member_id, m.name, s.outcome, s.reason_sealed, s.made_at
     from staff.case_steps s join staff.members m on m.id = s.member_id
     where s.case_id = $1 order by s.place`,
    [uuidOf(caseId)],
  );
  return rows.map((row) => {
    const id = idOf('step', row.id);
    const reason = row.reason_sealed;
    return {
      id,
      kind: row.kind,
      by: { id: idOf('staff', row.member_id), name: row.name },
      outcome: row.outcome,
      reason: reason === null ? null : tx.secrets.open(reason, reasonContext(id)),
      madeAt: row.made_at,
    };
  });
}

/** Adds a step to a case's history. */
export async function insertStep(
  tx: Tx,
  step: {
    id: ProposalId;
    caseId: CaseId;
    kind: CaseStep['kind'];
    by: StaffId;
    outcome: CaseOutcome;
    reason: string | null;
    answers: Case['proposal'];
  },
): Promise<void> {
  const { id, answers, reason } = step;
  await tx.query(
    `insert into staff.case_steps
       (id, case_id, kind, member_id, outcome, reason_sealed, made_at, answers, answers_member)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidOf(id),
      uuidOf(step.caseId),
      step.kind,
      uuidOf(step.by),
      step.outcome,
      reason === null ? null : tx.secrets.seal(reason, reasonContext(id)),
      isoOf(tx.now),
      answers && uuidOf(answers.id),
      answers && uuidOf(answers.by),
    ],
  );
}

/** Puts a case into another state, with its proposal and who decided. */
export async function updateCase(
  tx: Tx,
  id: CaseId,
  to: Pick<Case, 'state' | 'proposal' | 'decidedBy'>,
): Promise<void> {
  const { state, proposal, decidedBy } = to;
  await tx.query(
    `update staff.cases set state = $2, proposal_id = $3, proposed_by = $4, outcome = $5,
       decided_by = $6, ended_at = $7 where id = $1`,
    [
      uuidOf(id),
      state,
      proposal && uuidOf(proposal.id),
      proposal && uuidOf(proposal.by),
      proposal && proposal.outcome,
      decidedBy && uuidOf(decidedBy),
      state === 'decided' || state === 'withdrawn' ? isoOf(tx.now) : null,
    ],
  );
}

/** Takes back what runs of some kinds for a person. */
export async function withdrawRunning(
  tx: Tx,
  partyId: Id<'party'>,
  kinds: readonly CaseKind[],
): Promise<void> {
  await tx.query(
    `update staff.cases set state = 'withdrawn', proposal_id = null, proposed_by = null,
       outcome = null, ended_at = $3
     where party_id = $1 and kind = any($2::text[]) and ${RUNNING}`,
    [uuidOf(partyId), kinds, isoOf(tx.now)],
  );
}

/** Forgets what was shown and said in cases of some kinds, or of every kind. */
export async function eraseEvidence(
  tx: Tx,
  partyIds: readonly Id<'party'>[],
  kinds: readonly CaseKind[],
): Promise<void> {
  const these = 'party_id = any($1::uuid[]) and kind = any($2::text[])';
  const values = [partyIds.map(uuidOf), kinds];
  await tx.query(
    `update staff.case_steps set reason_sealed = null where reason_sealed is not null
       and case_id in (select id from staff.cases where ${these})`,
    values,
  );
  await tx.query(
    `update staff.cases set evidence_sealed = null where ${these} and evidence_sealed is not null`,
    values,
  );
}

function caseOf(row: Row): Case {
  const { proposal_id: proposalId, proposed_by: by, outcome } = row;
  const isProposed = proposalId !== null && by !== null && outcome !== null;
  return {
    id: idOf('case', row.id),
    kind: row.kind,
    partyId: idOf('party', row.party_id),
    reference: row.reference,
    state: row.state,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    proposal: isProposed ? { id: idOf('step', proposalId), by: idOf('staff', by), outcome } : null,
    decidedBy: row.decided_by === null ? null : idOf('staff', row.decided_by),
  };
}
