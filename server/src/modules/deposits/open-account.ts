// Opens a customer's demand account: one for each party, and asking again answers the same one.

import assert from 'node:assert/strict';
import { uuidOf } from '@sycee/kit';
import { CHART_CODES, LEDGER_CNY, openAccounts } from '#ledger';
import { partyById } from '#parties';
import type { Tx } from '#platform';
import type { DemandAccount, PartyId } from './account.ts';
import { accountNumber } from './account-number.ts';
import { refuse } from './refusals.ts';
import { insertAccount, nextSerial, selectAccountOfParty } from './store.ts';

/** Opens or finds the party's account. Refuses `party_not_active`. */
export async function openAccount(tx: Tx, partyId: PartyId): Promise<DemandAccount> {
  const party = await partyById(tx, partyId);
  if (party?.state !== 'active') throw refuse('deposits.party_not_active');
  const existing = await selectAccountOfParty(tx, partyId);
  if (existing !== undefined) return existing;

  const id = tx.newId('acct');
  const ledgerAccountId = uuidOf(id);
  const number = accountNumber(await nextSerial(tx));
  const isNew = await insertAccount(tx, { id, partyId, number, ledgerAccountId });
  if (isNew) await openInLedger(tx, ledgerAccountId, partyId);
  const account = await selectAccountOfParty(tx, partyId);
  assert(account !== undefined, 'an account is there once it is opened');
  return account;
}

async function openInLedger(tx: Tx, id: string, partyId: PartyId): Promise<void> {
  const statuses = await openAccounts(tx, [
    {
      id,
      ledger: LEDGER_CNY,
      code: CHART_CODES.demandDeposits,
      userData128: uuidOf(partyId),
      flags: { debitsMustNotExceedCredits: true, history: true },
    },
  ]);
  assert.deepEqual(statuses, ['created']);
}
