// A receipt as a file for the person who decided: what was agreed to, word for word, when, where.

import { isoOf } from '@sycee/kit';
import type { FileReply, Tx } from '#platform';
import type { ConsentText, PartyId, Receipt, ReceiptId } from './purposes.ts';
import { refuse } from './refusals.ts';
import { selectReceipt, selectReceipts, selectTexts } from './store.ts';

/** The file of one receipt. Refuses `receipt_not_found`, also for another person's. */
export async function receiptFile(tx: Tx, partyId: PartyId, id: ReceiptId): Promise<FileReply> {
  const receipt = await selectReceipt(tx, partyId, id);
  if (receipt === undefined) throw refuse('consents.receipt_not_found');
  const texts = await selectTexts(tx, [receipt]);
  const text = texts.find(({ locale }) => locale === receipt.locale);
  return {
    contentType: 'application/json; charset=utf-8',
    filename: `consent-${receipt.purpose}-${id}.json`,
    bytes: Buffer.from(`${JSON.stringify({ ...plainReceipt(receipt), text }, null, 2)}\n`),
  };
}

/** What a person is given of everything this room keeps of them: each decision with its words. */
export async function consentHoldings(
  tx: Tx,
  partyId: PartyId,
): Promise<(ReturnType<typeof plainReceipt> & { text: ConsentText | undefined })[]> {
  const receipts = await selectReceipts(tx, partyId);
  const texts = await selectTexts(tx, versionsOf(receipts));
  return receipts.map((receipt) => ({
    ...plainReceipt(receipt),
    text: texts.find((text) => isOf(text, receipt)),
  }));
}

function versionsOf(receipts: readonly Receipt[]): Pick<Receipt, 'purpose' | 'version'>[] {
  const byName = receipts.map((one): [string, Receipt] => [`${one.purpose} ${one.version}`, one]);
  return [...new Map(byName).values()];
}

function isOf(text: ConsentText, { purpose, version, locale }: Receipt): boolean {
  return text.purpose === purpose && text.version === version && text.locale === locale;
}

function plainReceipt(receipt: Receipt) {
  const { id, purpose, version, locale, decision, follows } = receipt;
  return {
    receipt_id: id,
    party_id: receipt.partyId,
    purpose,
    version,
    locale,
    decision,
    follows,
    decided_at: isoOf(receipt.decidedAt),
    session_id: receipt.sessionId,
    device_id: receipt.deviceId,
    text_sha256: receipt.textHash.toString('hex'),
  };
}
