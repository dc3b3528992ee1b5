// A person agrees to one purpose in the words that were on the screen. The request names those
// words by their hash and the decision it follows, so that a request sent again later, by whomever,
// cannot bring back a consent that was taken back in between.

import { businessDate, publish, type Caller, type Tx } from '#platform';
import { consentsOf } from './consents-of.ts';
import { consentDecided } from './events.ts';
import type { Purpose, Receipt, ReceiptId } from './purposes.ts';
import { refuse } from './refusals.ts';
import { holdConsent, insertReceipt, selectCurrentVersions, selectTexts } from './store.ts';
import { textHash } from './text-hash.ts';

export type GivenConsent = {
  readonly purpose: Purpose;
  readonly version: number;
  /** Of the words in the language they were read in. */
  readonly textHash: Buffer;
  /** The person's last receipt for the purpose; null when there was none. */
  readonly follows: ReceiptId | null;
};

/**
 * Keeps a receipt for a yes. Agreeing again to what counts already answers the receipt there is.
 * Refuses `text_changed` for other words than today's, `changed_meanwhile`.
 */
export async function giveConsent(tx: Tx, caller: Caller, given: GivenConsent): Promise<Receipt> {
  const { partyId, sessionId, deviceId } = caller;
  const { purpose, version } = given;
  await holdConsent(tx, partyId, purpose, 'decide');
  const current = await selectCurrentVersions(tx, await businessDate(tx));
  const isCurrent = current.some((item) => item.purpose === purpose && item.version === version);
  const texts = isCurrent ? await selectTexts(tx, [{ purpose, version }]) : [];
  const read = texts.find((text) => textHash(text).equals(given.textHash));
  if (read === undefined) throw refuse('consents.text_changed');

  const consents = await consentsOf(tx, partyId);
  const last = consents.find((item) => item.purpose === purpose)?.last;
  if ((last?.id ?? null) !== given.follows) throw refuse('consents.changed_meanwhile');
  if (last?.decision === 'given' && last.version === version) return last;
  const receipt: Receipt = {
    ...given,
    id: tx.newId('cons'),
    partyId,
    sessionId,
    deviceId,
    locale: read.locale,
    decision: 'given',
    decidedAt: tx.now,
  };
  await insertReceipt(tx, receipt);
  await publish(tx, consentDecided(receipt));
  return receipt;
}
