// What tests of this module and the ones above it share.

import { businessDate, type Caller, type Tx } from '#platform';
import { consentsOf } from './consents-of.ts';
import { giveConsent } from './give-consent.ts';
import type { Purpose, Receipt } from './purposes.ts';
import { selectCurrentVersions, selectTexts } from './store.ts';
import { textHash } from './text-hash.ts';

/** Agrees to purposes in the words in effect today, as the app would. */
export async function agreeTo(
  tx: Tx,
  caller: Caller,
  ...purposes: readonly Purpose[]
): Promise<Receipt[]> {
  const versions = await selectCurrentVersions(tx, await businessDate(tx));
  const texts = await selectTexts(tx, versions);
  const receipts: Receipt[] = [];
  for (const purpose of purposes) {
    const text = texts.find((one) => one.purpose === purpose && one.locale === 'en');
    if (text === undefined) throw new Error(`${purpose} is not offered`);
    const { last } =
      (await consentsOf(tx, caller.partyId)).find((c) => c.purpose === purpose) ?? {};
    const { version } = text;
    const given = { purpose, version, textHash: textHash(text), follows: last?.id ?? null };
    receipts.push(await giveConsent(tx, caller, given));
  }
  return receipts;
}
