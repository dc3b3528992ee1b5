// Telling an owner what happened to the account: in the app, on every device at once, and by SMS,
// because whoever has the devices may not be the owner.

import { addSeconds, isoOf, type Instant } from '@sycee/kit';
import { publish, type NewEvent, type Tx } from '#platform';
import type { PartyId } from '../party.ts';
import { showParty } from '../show-party.ts';
import { noticeText, type Notice, type NoticeKind } from './notice.ts';
import { insertNotice } from './store-notices.ts';

export const NOTICE_SMS_REQUESTED = 'parties.notice_sms_requested';

/** After this a message would only frighten. */
const SMS_LIFE_SECONDS = 86_400;

export type ToTell = {
  readonly partyId: PartyId;
  readonly kind: NoticeKind;
  /** The device or the passkey it is about. */
  readonly deviceName?: string | undefined;
  /** Where the SMS goes when not to the party's own phone: the number of before. */
  readonly toPhone?: string | undefined;
};

export type NoticeSms = { readonly to: string; readonly text: string };

export type NoticeSmsRequested = {
  readonly reference: string;
  readonly expires_at: string;
  readonly message_sealed: string;
};

/** Keeps a notice, tells the party's devices, and asks for its SMS. */
export async function giveNotice(tx: Tx, told: ToTell): Promise<void> {
  const { partyId, kind, deviceName = null } = told;
  const notice = { id: tx.newId('note'), kind, deviceName } as const;
  await insertNotice(tx, partyId, notice);
  await publish(tx, noticeGiven(partyId, notice));
  const { phone, language } = await showParty(tx, partyId);
  const to = told.toPhone ?? phone;
  const text = noticeText(kind, deviceName, language);
  await publish(tx, noticeSms(tx, { to, text }, addSeconds(tx.now, SMS_LIFE_SECONDS)));
}

/** The opened message of a request. */
export function noticeSmsOf(tx: Tx, requested: NoticeSmsRequested): NoticeSms {
  const { reference, message_sealed: sealed } = requested;
  return JSON.parse(tx.secrets.open(sealed, `${NOTICE_SMS_REQUESTED}:${reference}`)) as NoticeSms;
}

function noticeGiven(partyId: PartyId, notice: Pick<Notice, 'id' | 'kind'>): NewEvent {
  const payload = { notice_id: notice.id, kind: notice.kind };
  return { topic: 'parties.notice_given', key: partyId, audience: [partyId], payload };
}

/** Keyed as the codes of the phone are, so that messages come in the order they were asked for. */
function noticeSms(tx: Tx, message: NoticeSms, expiresAt: Instant): NewEvent {
  const reference = tx.newId('sms');
  const context = `${NOTICE_SMS_REQUESTED}:${reference}`;
  const payload: NoticeSmsRequested = {
    reference,
    expires_at: isoOf(expiresAt),
    message_sealed: tx.secrets.seal(JSON.stringify(message), context),
  };
  const key = tx.secrets.blindIndex(message.to, 'parties.phone').toString('hex');
  return { topic: NOTICE_SMS_REQUESTED, key, payload };
}
