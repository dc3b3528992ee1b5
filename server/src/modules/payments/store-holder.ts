// SQL of what a person may see of this room, and of leaving it.

import { type Id, idOf, type Instant, isoOf, uuidOf } from '@sycee/kit';
import { instantView, type Tx } from '#platform';

/** Every card a person has or had, in plain words. */
export async function selectCardsForHolder(tx: Tx, partyId: Id<'party'>): Promise<object[]> {
  const rows = await tx.query<{
    id: string;
    last4: string;
    bank_name_en: string;
    bank_name_zh: string;
    bound_at: Instant;
    unbound_at: Instant | null;
  }>(
    `select id, last4, bank_name_en, bank_name_zh, bound_at, unbound_at from payments.cards
     where party_id = $1 order by bound_at desc`,
    [uuidOf(partyId)],
  );
  return rows.map((row) => ({
    card_id: idOf('card', row.id),
    last4: row.last4,
    bank_name: { en: row.bank_name_en, zh: row.bank_name_zh },
    bound_at: isoOf(row.bound_at),
    unbound_at: instantView(row.unbound_at),
  }));
}

/** Whether an order of the person, on either side, has not come to its end. */
export async function hasOpenOrder(tx: Tx, partyId: Id<'party'>): Promise<boolean> {
  const rows = await tx.query(
    `select from payments.orders
      where payer_id = $1 and state in ('processing', 'awaiting_acceptance')
     union all
     select from payments.orders
      where payee_id = $1 and state in ('processing', 'awaiting_acceptance') limit 1`,
    [uuidOf(partyId)],
  );
  return rows.length > 0;
}

/** Unbinds all cards, and forgets what they are reached and found by. */
export async function blankCards(tx: Tx, partyId: Id<'party'>): Promise<void> {
  await tx.query(
    `update payments.cards set is_default = false, unbound_at = coalesce(unbound_at, $2),
       token_sealed = null, number_index = null, number_digest_sealed = null
     where party_id = $1`,
    [uuidOf(partyId), isoOf(tx.now)],
  );
  await tx.query(
    `update payments.card_checks set number_index = null, number_digest_sealed = null
     where party_id = $1`,
    [uuidOf(partyId)],
  );
}

export async function deleteContacts(tx: Tx, partyId: Id<'party'>): Promise<void> {
  await tx.query('delete from payments.contacts where party_id = $1', [uuidOf(partyId)]);
}
