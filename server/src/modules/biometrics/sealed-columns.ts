// The sealed fields of this module: each bound to its subject, and listed once, so that keys can be
// changed by one command.

import type { SealedFields } from '#platform';
import type { Subject, Trait } from './subject.ts';

/** What a template is sealed for. */
export function templateContext({ kind, subject }: Trait): string {
  return `biometrics.templates.${kind}:${subject}`;
}

/** What the looks of an answer are sealed for. */
export function looksContext(subject: Subject): string {
  return `biometrics.seen_looks:${subject}`;
}

/** Every sealed field in the schema `biometrics`. */
export const biometricsSealed: SealedFields = {
  tables: [
    {
      table: 'biometrics.templates',
      key: { subject: 'uuid', kind: 'text' },
      columns: [
        {
          sealed: 'template_sealed',
          context: ({ subject = '', kind }) =>
            templateContext({ subject, kind: kind === 'voice' ? 'voice' : 'face' }),
        },
      ],
    },
    {
      table: 'biometrics.seen_looks',
      key: { challenge_id: 'uuid' },
      also: ['subject'],
      columns: [{ sealed: 'looks_sealed', context: ({ subject = '' }) => looksContext(subject) }],
    },
  ],
  passing: [],
};
