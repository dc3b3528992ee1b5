// Taking a consent back is as easy as giving it (PIPL art. 15). Whoever holds data that stand on it
// hears of it and deletes them.

import { publish, publishAll, type Caller, type Tx } from '#platform';
import { consentDecided } from './events.ts';
import { isBaseOfAccount, type PartyId, type Purpose, type Receipt } from './purposes.ts';
import { refuse } from './refusals.ts';
import { holdConsent, insertReceipt, selectLastReceipts } from './store.ts';

/** Keeps a receipt for a no. Refuses `base_of_account` and `not_given`. */
export async function withdrawConsent(tx: Tx, caller: Caller, purpose: Purpose): Promise<Receipt> {
  if (isBaseOfAccount(purpose)) throw refuse('consents.base_of_account');
  await holdConsent(tx, caller.partyId, purpose, 'decide');
  const receipts = await selectLastReceipts(tx, caller.partyId);
  const last = receipts.find((receipt) => receipt.purpose === purpose);
  if (last?.decision !== 'given') throw refuse('consents.not_given');
  const receipt = withdrawalOf(tx, last, caller);
  await insertReceipt(tx, receipt);
  await publish(tx, consentDecided(receipt));
  return receipt;
}

/** Ends every consent of a person whose account is closed; tells what ended. */
export async function withdrawAllConsents(tx: Tx, partyId: PartyId): Promise<Purpose[]> {
  const seen = await selectLastReceipts(tx, partyId);
  for (const { purpose } of seen) await holdConsent(tx, partyId, purpose, 'decide');
  const given = (await selectLastReceipts(tx, partyId)).filter((last) => last.decision === 'given');
  const receipts = given.map((last) => withdrawalOf(tx, last, { sessionId: null, deviceId: null }));
  for (const receipt of receipts) await insertReceipt(tx, receipt);
  await publishAll(tx, receipts.map(consentDecided));
  return receipts.map(({ purpose }) => purpose);
}

function withdrawalOf(
  tx: Tx,
  last: Receipt,
  { sessionId, deviceId }: Pick<Receipt, 'sessionId' | 'deviceId'>,
): Receipt {
  const decided = { id: tx.newId('cons'), follows: last.id, decidedAt: tx.now };
  return { ...last, ...decided, sessionId, deviceId, decision: 'withdrawn' };
}
