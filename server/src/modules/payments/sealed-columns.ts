// The sealed fields of this module, listed once, so that keys can be changed by one command.

import { type Id, idOf } from '@sycee/kit';
import type { SealedFields } from '#platform';

/** Equal card numbers are found in this context; what is hashed is the number's digest. */
export const NUMBER_CONTEXT = 'payments.card_number';

/** What a sealed token belongs to: it opens for no other card. */
export function tokenContext(cardId: Id<'card'>): string {
  return `payments.card_token ${cardId}`;
}

/** What the sealed digest of a card number belongs to: a check, and then the card. */
export function digestContext(ownerId: Id<'card'> | Id<'cv'>): string {
  return `payments.card_number_digest ${ownerId}`;
}

/** Every sealed field and blind index in the schema `payments`. */
export const paymentsSealed: SealedFields = {
  tables: [
    {
      table: 'payments.cards',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'token_sealed', context: ({ id = '' }) => tokenContext(idOf('card', id)) },
        {
          sealed: 'number_digest_sealed',
          context: ({ id = '' }) => digestContext(idOf('card', id)),
          index: { column: 'number_index', context: NUMBER_CONTEXT },
        },
      ],
    },
  ],
  passing: [
    {
      table: 'payments.card_checks',
      columns: [
        { name: 'number_index', kind: 'index' },
        { name: 'number_digest_sealed', kind: 'sealed' },
      ],
      expiresAt: 'expires_at',
    },
  ],
};
