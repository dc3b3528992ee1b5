// A case: a question about a person that two of the staff decide, one proposing and another
// agreeing. What approval means is known to the room that opened it.

import type { Id, Instant } from '@sycee/kit';
import type { StaffId } from './member.ts';

export type CaseId = Id<'case'>;
export type ProposalId = Id<'step'>;

export const CASE_KINDS = [
  'identity_document',
  'face',
  'voice',
  'name_correction',
  'watch_list',
  'duplicate_person',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_STATES = ['open', 'proposed', 'decided', 'withdrawn'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const OUTCOMES = ['approved', 'rejected'] as const;
export type CaseOutcome = (typeof OUTCOMES)[number];

/** Of these a person is never told, neither that they are looked at nor why. */
const SILENT_KINDS: ReadonlySet<CaseKind> = new Set(['watch_list', 'duplicate_person']);

/** Whether a person may be told of a case of this kind. */
export function isTold(kind: CaseKind): boolean {
  return !SILENT_KINDS.has(kind);
}

/** What the deciders are shown, by name; each room names its own facts. */
export type Evidence = Readonly<Record<string, string>>;

export type Case = {
  readonly id: CaseId;
  readonly kind: CaseKind;
  readonly partyId: Id<'party'>;
  readonly reference: string | null;
  readonly state: CaseState;
  readonly openedAt: Instant;
  readonly endedAt: Instant | null;
  readonly proposal: {
    readonly id: ProposalId;
    readonly by: StaffId;
    readonly outcome: CaseOutcome;
  } | null;
  readonly decidedBy: StaffId | null;
};

export type CaseStep = {
  readonly id: ProposalId;
  readonly kind: 'proposed' | 'agreed' | 'disagreed';
  readonly by: { readonly id: StaffId; readonly name: string };
  readonly outcome: CaseOutcome;
  /** Null when none was given, and when the time of keeping it is over. */
  readonly reason: string | null;
  readonly madeAt: Instant;
};
