// The sealed fields of this room, each bound to its row, and listed once, so that keys can be
// changed by one command.

import { idOf } from '@sycee/kit';
import type { SealedFields } from '#platform';
import type { CaseId, ProposalId } from './case.ts';

/** What a case's evidence is sealed for. */
export const evidenceContext = (id: CaseId): string => `staff.cases.evidence:${id}`;

/** What the reason of a step is sealed for. */
export const reasonContext = (id: ProposalId): string => `staff.case_steps.reason:${id}`;

/** Every sealed field in the schema `staff`. */
export const staffSealed: SealedFields = {
  tables: [
    {
      table: 'staff.cases',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'evidence_sealed', context: ({ id = '' }) => evidenceContext(idOf('case', id)) },
      ],
    },
    {
      table: 'staff.case_steps',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'reason_sealed', context: ({ id = '' }) => reasonContext(idOf('step', id)) },
      ],
    },
  ],
  passing: [],
};
