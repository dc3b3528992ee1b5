// Takes SMS requests from the outbox to the gateway. The gateway drops a reference it has seen, so
// delivering twice sends once; a code that has run out while the gateway was down is not sent.

import { parseInstant } from '@sycee/kit';
import type { OutboxEvent, Subscriber, Tx } from '#platform';
import { smsOrderOf, SMS_REQUESTED, type SmsOrder, type SmsRequested } from './events.ts';
import { forgetOnWithdrawal } from './forget-on-withdrawal.ts';
import {
  NOTICE_SMS_REQUESTED,
  noticeSmsOf,
  type NoticeSmsRequested,
} from './notices/give-notice.ts';
import { hearScreeningDecisions } from './screening/hear-decisions.ts';
import { applyDecidedCases } from './reviews/apply-decided-cases.ts';

/** The port to an SMS gateway; rejects when the gateway has not taken the message. */
export type SendSms = (message: {
  readonly reference: string;
  readonly to: string;
  readonly text: string;
}) => Promise<void>;

/** What this module does with events: SMS are sent, withdrawn consents and decided cases act. */
export function partiesSubscribers({ sendSms }: { sendSms: SendSms }): Subscriber[] {
  const deliverSms: Subscriber = {
    name: 'parties.deliver-sms',
    topics: [SMS_REQUESTED, NOTICE_SMS_REQUESTED],
    handle: async (tx, event) => {
      if (event.topic === NOTICE_SMS_REQUESTED) return deliverNotice(tx, event, sendSms);
      const requested = event.payload as SmsRequested;
      if (parseInstant(requested.expires_at) <= tx.now) return;
      const order = smsOrderOf(tx, requested);
      await sendSms({ reference: requested.reference, to: order.phone, text: codeText(order) });
    },
  };
  return [deliverSms, forgetOnWithdrawal, hearScreeningDecisions, applyDecidedCases];
}

async function deliverNotice(tx: Tx, event: OutboxEvent, sendSms: SendSms): Promise<void> {
  const requested = event.payload as NoticeSmsRequested;
  if (parseInstant(requested.expires_at) <= tx.now) return;
  await sendSms({ reference: requested.reference, ...noticeSmsOf(tx, requested) });
}

/** Says what the code is for, so that nobody can be talked into reading out another. */
function codeText({ code, locale, purpose }: SmsOrder): string {
  if (purpose === 'pin_reset') {
    return locale === 'zh'
      ? `【Sycee】重置支付密码的验证码 ${code}，5 分钟内有效。若非本人操作，请勿告诉任何人。`
      : `[Sycee] ${code} resets your PIN. It is good for 5 minutes. Tell it to nobody.`;
  }
  if (purpose === 'phone_change') {
    return locale === 'zh'
      ? `【Sycee】更换手机号的验证码 ${code}，5 分钟内有效。若非本人操作，请勿告诉任何人。`
      : `[Sycee] ${code} makes this your number. It is good for 5 minutes. Tell it to nobody.`;
  }
  return locale === 'zh'
    ? `【Sycee】验证码 ${code}，5 分钟内有效。银行不会向您索要验证码，请勿告诉任何人。`
    : `[Sycee] Your code is ${code}. It is good for 5 minutes. The bank never asks for it.`;
}
