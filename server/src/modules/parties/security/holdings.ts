// What a person may see of how their account was kept theirs.

import { isoOf, uuidOf } from '@sycee/kit';
import { instantView, type Tx } from '#platform';
import { riskDecisions } from '#risk';
import type { PartyId } from '../party.ts';
import { selectFreezes } from './store-freezes.ts';
import { selectPhoneChanges } from './store-standings.ts';

/** Freezes, changes of the phone, and every decision that looked at one thing alone. */
export async function securityHoldings(tx: Tx, partyId: PartyId): Promise<object> {
  return {
    freezes: (await selectFreezes(tx, partyId)).map((freeze) => ({
      frozen_by: freeze.frozenBy,
      reason: freeze.reason,
      frozen_at: isoOf(freeze.frozenAt),
      unfrozen_at: instantView(freeze.unfrozenAt),
    })),
    phone_changes: (await selectPhoneChanges(tx, partyId)).map((change) => ({
      without_the_old_phone: change.isRecovery,
      changed_at: isoOf(change.changedAt),
    })),
    security_decisions: (await riskDecisions(tx, uuidOf(partyId))).map((decision) => ({
      action: decision.action,
      reasons: decision.reasons,
      outcome: decision.outcome,
      decided_at: isoOf(decision.decidedAt),
    })),
  };
}
