// The fact this room publishes. Whoever opened the case hears it and does what follows.

import type { NewEvent } from '#platform';
import type { Case, CaseId, CaseKind, CaseOutcome } from './case.ts';
import type { StaffId } from './member.ts';

export const CASE_DECIDED = 'staff.case_decided';

export type CaseDecided = {
  readonly case_id: CaseId;
  readonly kind: CaseKind;
  readonly party_id: Case['partyId'];
  readonly reference: string | null;
  readonly outcome: CaseOutcome;
  readonly proposed_by: StaffId;
  readonly decided_by: StaffId;
};

/** Two of the staff agree. News of one person come in their order. */
export function caseDecided(payload: CaseDecided): NewEvent {
  return { topic: CASE_DECIDED, key: payload.party_id, payload };
}
