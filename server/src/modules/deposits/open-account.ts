// Opens a customer's demand accounts: the main one when nothing is said, a further one for each new
// name, at most five of a class. Asking again answers the same account.

import assert from 'node:assert/strict';
import { uuidOf } from '@sycee/kit';
import { CHART_CODES, LEDGER_CNY, openAccounts } from '#ledger';
import { outgoingRefusal, partyById } from '#parties';
import { businessDate, publish, type Tx } from '#platform';
import { isSameName, nameOf, readAccountName, sealName } from './account-name.ts';
import type { AccountClass, DemandAccount, PartyId } from './account.ts';
import { accountNumber } from './account-number.ts';
import { accountsChanged } from './events.ts';
import { evidenceOf } from './evidence.ts';
import { missingOf } from './needs.ts';
import { refuse } from './refusals.ts';
import { needsOf } from './review-class.ts';
import { insertAccount, nextSerial, selectAccountsOfParty } from './store.ts';
import { selectFreePlace, selectMainAccount } from './store.ts';
import { takeHolder, type Holder } from './store-holders.ts';

/** What is asked for: without a name the main account; without a class the highest that is met. */
export type AskedAccount = {
  readonly name?: string | undefined;
  readonly accountClass?: AccountClass | undefined;
};

/**
 * Opens or finds an account. Refuses `party_not_active`, `name_invalid`, `name_needed` for a
 * further account without a name, `name_taken` when it belongs to an account of another class,
 * `class_needs_missing`, `too_many_accounts`, and what keeps the party from opening any.
 */
export async function openAccount(
  tx: Tx,
  partyId: PartyId,
  asked: AskedAccount = {},
): Promise<DemandAccount> {
  const party = await partyById(tx, partyId);
  if (party?.state !== 'active') throw refuse('deposits.party_not_active');
  const name = asked.name === undefined ? null : readAccountName(asked.name);
  const asIs = await selectMainAccount(tx, partyId);
  if (asIs !== undefined && name === null && asked.accountClass === undefined) return asIs;

  const holder = await takeHolder(tx, partyId);
  const accounts = await selectAccountsOfParty(tx, partyId);
  const existing = findAsked(tx, accounts, name, asked.accountClass);
  if (existing !== undefined) return existing;
  const held = outgoingRefusal(party);
  if (held !== undefined) throw held;
  const accountClass = await classFor(tx, party, holder, asked.accountClass);
  const place = await selectFreePlace(tx, partyId, accountClass);
  if (place === undefined) throw refuse('deposits.too_many_accounts', { class: accountClass });
  return open(tx, partyId, {
    accountClass,
    place,
    name,
    isMain: !accounts.some(({ isMain }) => isMain),
    rises: asked.accountClass !== 'III',
  });
}

/** The account that asking again would mean. */
function findAsked(
  tx: Tx,
  accounts: readonly DemandAccount[],
  name: string | null,
  accountClass: AccountClass | undefined,
): DemandAccount | undefined {
  if (name === null) {
    const main = accounts.find(({ isMain }) => isMain);
    if (main !== undefined && accountClass !== undefined) throw refuse('deposits.name_needed');
    return main;
  }
  const found = accounts.find((one) => one.isOpen && isSameName(nameOf(tx.secrets, one), name));
  const isOther = accountClass !== undefined && found?.accountClass !== accountClass;
  if (found !== undefined && isOther) throw refuse('deposits.name_taken');
  return found;
}

async function classFor(
  tx: Tx,
  party: Parameters<typeof evidenceOf>[1],
  holder: Holder,
  asked: AccountClass | undefined,
): Promise<AccountClass> {
  const on = await businessDate(tx);
  const missing = missingOf(await needsOf(tx, 'II', on), await evidenceOf(tx, party, holder));
  if (asked === 'II' && missing.length > 0) {
    throw refuse('deposits.class_needs_missing', { missing: missing.join(', ') });
  }
  return asked ?? (missing.length === 0 ? 'II' : 'III');
}

type Opening = Pick<DemandAccount, 'accountClass' | 'isMain' | 'rises'> & {
  readonly place: number;
  readonly name: string | null;
};

async function open(
  tx: Tx,
  partyId: PartyId,
  { name, place, ...terms }: Opening,
): Promise<DemandAccount> {
  const id = tx.newId('acct');
  const account = {
    ...terms,
    id,
    partyId,
    number: accountNumber(await nextSerial(tx)),
    ledgerAccountId: uuidOf(id),
    nameSealed: name === null ? null : sealName(tx.secrets, id, name),
    classSince: await businessDate(tx),
  };
  await insertAccount(tx, { ...account, place });
  await openInLedger(tx, account.ledgerAccountId, partyId);
  await publish(tx, accountsChanged(partyId, id));
  return { ...account, limited: false, isOpen: true, openedAt: tx.now };
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
