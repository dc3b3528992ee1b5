// Messages "delivered" to phones: they are kept, and the demo's drawer and tests read them. A
// reference is delivered once, however often it is sent.

import { isoOf, type Instant } from '@sycee/kit';

import { randomToken, type Tx } from '../platform/index.ts';

export type OutgoingMessage = {
  readonly reference: string;
  readonly to: string;
  readonly sender: string;
  readonly text: string;
};

type Delivered = { message_id: string; recipient: string; sender: string; text: string };

export type InboxMessage = {
  readonly id: string;
  readonly to: string;
  readonly sender: string;
  readonly text: string;
  readonly code: string | null;
  readonly at: string;
};

const INBOX_MAX = 20;

/** Delivers a message; undefined when the reference already stands for another one. */
export async function deliver(tx: Tx, message: OutgoingMessage): Promise<string | undefined> {
  const { reference, to, sender, text } = message;
  const [fresh] = await tx.query<Delivered>(
    `insert into sms_gateway.messages (message_id, reference, recipient, sender, text, code, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (reference) do nothing
     returning message_id, recipient, sender, text`,
    [randomToken('sms'), reference, to, sender, text, codeIn(text), isoOf(tx.now)],
  );
  if (fresh !== undefined) return fresh.message_id;
  const [kept] = await tx.query<Delivered>(
    `select message_id, recipient, sender, text from sms_gateway.messages where reference = $1`,
    [reference],
  );
  const same = kept?.recipient === to && kept.sender === sender && kept.text === text;
  return same ? kept.message_id : undefined;
}

/** The newest messages of a phone, newest first. */
export async function inboxOf(tx: Tx, phone: string): Promise<InboxMessage[]> {
  const rows = await tx.query<Omit<InboxMessage, 'at'> & { at: Instant }>(
    `select message_id as id, recipient as "to", sender, text, code, at
     from sms_gateway.messages where recipient = $1 order by sequence desc limit $2`,
    [phone, INBOX_MAX],
  );
  return rows.map(({ at, ...message }) => Object.assign(message, { at: isoOf(at) }));
}

/** The six-digit code that a message carries, for tests and for a drawer's copy button. */
function codeIn(text: string): string | null {
  return /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? null;
}
