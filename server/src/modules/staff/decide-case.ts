// Four eyes: one of the staff proposes an outcome and says why, another agrees, or sends it back.
// Each holds the case while it speaks, so of two who speak at once one is told to look again.

import { publish, type StaffCaller, type Tx } from '#platform';
import type { Case, CaseId, CaseOutcome, ProposalId } from './case.ts';
import { caseDecided } from './events.ts';
import { refuse } from './refusals.ts';
import { insertStep, lockCase, updateCase } from './store-cases.ts';

/** Proposes an outcome for an open case. Refuses `case_not_found` and `case_moved_on`. */
export async function proposeOutcome(
  tx: Tx,
  caller: StaffCaller,
  asked: { caseId: CaseId; outcome: CaseOutcome; reason: string },
): Promise<Case> {
  const { caseId, outcome, reason } = asked;
  const one = await held(tx, caseId);
  if (one.state !== 'open') throw refuse('staff.case_moved_on');
  const proposal = { id: tx.newId('step'), by: caller.staffId, outcome };
  const step = { id: proposal.id, caseId, by: caller.staffId, outcome, answers: null };
  await insertStep(tx, { ...step, kind: 'proposed', reason: reason.trim() });
  return moveTo(tx, one, { state: 'proposed', proposal, decidedBy: null });
}

/**
 * Answers a proposal of somebody else: agreeing decides the case, disagreeing opens it again.
 * Refuses `case_not_found`, `case_moved_on`, and `own_proposal` whichever key is used.
 */
export async function answerProposal(
  tx: Tx,
  caller: StaffCaller,
  answer: { caseId: CaseId; proposalId: ProposalId; agrees: boolean; reason: string | null },
): Promise<Case> {
  const { caseId, agrees } = answer;
  const one = await held(tx, caseId);
  const { proposal } = one;
  if (one.state !== 'proposed' || proposal?.id !== answer.proposalId) {
    throw refuse('staff.case_moved_on');
  }
  if (proposal.by === caller.staffId) throw refuse('staff.own_proposal');
  const { outcome } = proposal;
  await insertStep(tx, {
    id: tx.newId('step'),
    caseId,
    kind: agrees ? 'agreed' : 'disagreed',
    by: caller.staffId,
    outcome,
    reason: answer.reason?.trim() || null,
    answers: proposal,
  });
  if (!agrees) return moveTo(tx, one, { state: 'open', proposal: null, decidedBy: null });
  await publish(
    tx,
    caseDecided({
      case_id: caseId,
      kind: one.kind,
      party_id: one.partyId,
      reference: one.reference,
      outcome,
      proposed_by: proposal.by,
      decided_by: caller.staffId,
    }),
  );
  return moveTo(tx, one, { state: 'decided', proposal, decidedBy: caller.staffId });
}

async function held(tx: Tx, caseId: CaseId): Promise<Case> {
  const one = await lockCase(tx, caseId);
  if (one === undefined) throw refuse('staff.case_not_found');
  return one;
}

async function moveTo(
  tx: Tx,
  one: Case,
  to: Pick<Case, 'state' | 'proposal' | 'decidedBy'>,
): Promise<Case> {
  await updateCase(tx, one.id, to);
  return { ...one, ...to, endedAt: to.state === 'decided' ? tx.now : null };
}
