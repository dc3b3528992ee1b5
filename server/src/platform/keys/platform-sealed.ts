// The sealed fields of the platform itself.

import type { SealedFields } from './sealed-columns.ts';

/** What the answer kept under a party's key is sealed for. */
export function answerContext(scope: string, key: string): string {
  return `platform.answers:${scope}:${key}`;
}

/** Every sealed field in the schema `platform`. */
export const platformSealed: SealedFields = {
  tables: [
    {
      table: 'platform.idempotency_keys',
      key: { scope: 'uuid', key: 'text' },
      columns: [
        {
          sealed: 'answer_sealed',
          context: ({ scope = '', key = '' }) => answerContext(scope, key),
        },
      ],
    },
  ],
  passing: [],
};
