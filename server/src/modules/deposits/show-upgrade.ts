// What stands between an account and class II, and what class II would bring. Nothing has to be
// asked for: the account is raised by itself when the last need is met.

import assert from 'node:assert/strict';
import { partyById } from '#parties';
import { businessDate, type Tx } from '#platform';
import type { ClassLimits, DemandAccount } from './account.ts';
import { evidenceOf } from './evidence.ts';
import type { Need } from './needs.ts';
import { needsOf } from './review-class.ts';
import { selectHolder } from './store-holders.ts';
import { selectLimits } from './store-limits.ts';

export type Upgrade = {
  readonly needs: readonly { readonly need: Need; readonly isMet: boolean }[];
  /** What the account may do today as it stands, and as class II with everything met. */
  readonly asIs: ClassLimits;
  readonly raised: ClassLimits;
  readonly small: ClassLimits;
};

/** The way of an account to class II, or back to it; its needs are those that count for it. */
export async function showUpgrade(tx: Tx, account: DemandAccount): Promise<Upgrade> {
  const on = await businessDate(tx);
  const party = await partyById(tx, account.partyId);
  assert(party, `${account.id} has a holder`);
  const evidence = await evidenceOf(tx, party, await selectHolder(tx, account.partyId));
  const day = account.accountClass === 'II' ? account.classSince : on;
  const needs = await needsOf(tx, 'II', day);
  const limits = await selectLimits(tx, on);
  const [small, full] = [limits.get('III'), limits.get('II')];
  assert(small && full, `both classes have limits on ${on}`);
  const sending = account.accountClass === 'III' || account.limited ? small : full;
  const { balanceMaxMinor } = account.accountClass === 'III' ? small : full;
  return {
    needs: needs.map((need) => ({ need, isMet: evidence[need] })),
    asIs: { ...sending, balanceMaxMinor },
    raised: full,
    small,
  };
}
