// The facts this module publishes; the holder's own devices hear them.

import type { NewEvent } from '#platform';
import type { AccountClass, AccountId, DemandAccount, PartyId } from './account.ts';

/** An account was raised, or sends with other limits than before. */
export function classChanged(
  { id, partyId }: Pick<DemandAccount, 'id' | 'partyId'>,
  now: { readonly accountClass: AccountClass; readonly limited: boolean },
): NewEvent {
  return {
    topic: 'deposits.class_changed',
    key: partyId,
    audience: [partyId],
    payload: { account_id: id, class: now.accountClass, limited: now.limited },
  };
}

/** An account was opened, named, made the main one, or closed. */
export function accountsChanged(partyId: PartyId, accountId: AccountId): NewEvent {
  return {
    topic: 'deposits.accounts_changed',
    key: partyId,
    audience: [partyId],
    payload: { account_id: accountId },
  };
}
