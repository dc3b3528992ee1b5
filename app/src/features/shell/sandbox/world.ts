// The world outside a sandbox bank, as its drawer needs it: people, messages, failure switches. It
// is no part of the bank's API, so the SDK does not know it.

import type { WireMoney } from '@sycee/kit';
import { queryOptions } from '@tanstack/react-query';

import { keptStore } from '../../../store.ts';

export type DemoCard = {
  readonly card_number: string;
  readonly bank_name: string;
  readonly bank_name_zh: string;
  readonly balance: WireMoney;
};

export type DemoPerson = {
  readonly name: string;
  readonly name_latin: string;
  readonly id_number: string;
  readonly phone: string;
  /** One of the three who already bank here. */
  readonly persona: boolean;
  readonly cards: readonly DemoCard[];
};

export type Sms = {
  readonly id: string;
  readonly sender: string;
  readonly text: string;
  readonly code: string | null;
  readonly at: string;
};

export const FAILURE_MODES = [
  'none',
  'slow',
  'down',
  'lost_answer',
  'late_answer',
  'duplicate',
  'lost_request',
] as const;

export type FailureMode = (typeof FAILURE_MODES)[number];
export type Failure = { readonly target: 'card-bank' | 'sms'; readonly mode: FailureMode };

/** The PIN of the three personas. */
export const PERSONA_PIN = '246810';

const INBOX_EVERY_MS = 1500;

/** The person whose papers the forms offer to fill in. */
export const chosenPerson = keptStore<{ readonly person: DemoPerson | null }>(
  'sycee.sandbox-person',
  { person: null },
  sessionStorage,
);

/** The phone whose messages the drawer shows. */
export const watchedPhone = keptStore('sycee.sandbox-phone', '', sessionStorage);

export const peopleQuery = queryOptions({
  queryKey: ['sandbox', 'people'],
  queryFn: async () => (await ask<{ items: DemoPerson[] }>('GET', '/control/people')).items,
});

export const failuresQuery = queryOptions({
  queryKey: ['sandbox', 'failures'],
  queryFn: async () => (await ask<{ items: Failure[] }>('GET', '/control/failures')).items,
});

/** The messages of a phone, newest first, asked for again and again. */
export function inboxQuery(phone: string) {
  return queryOptions({
    queryKey: ['sandbox', 'inbox', phone],
    queryFn: () => readInbox(phone),
    enabled: phone !== '',
    refetchInterval: INBOX_EVERY_MS,
  });
}

/** Reads the messages of a phone once, newest first. */
export async function readInbox(phone: string): Promise<Sms[]> {
  const path = `/sms/inbox?to=${encodeURIComponent(phone)}`;
  return (await ask<{ items: Sms[] }>('GET', path)).items;
}

/** Makes a new fictitious person with a card at another bank. */
export function makePerson(): Promise<DemoPerson> {
  return ask<DemoPerson>('POST', '/control/people', {});
}

/** The front of a fictitious person's id card, a JPEG in base64. */
export async function idCardOf(idNumber: string): Promise<string> {
  return (await ask<{ front: string }>('GET', `/control/id-cards/${idNumber}`)).front;
}

/** Makes a part of the world fail, or mends it. */
export function setFailure(target: Failure['target'], mode: FailureMode): Promise<Failure> {
  return ask<Failure>('PUT', '/control/failures', { target, mode });
}

async function ask<Reply>(method: string, path: string, body?: object): Promise<Reply> {
  const answer = await fetch(`/sandbox${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`sandbox: ${path} answered ${answer.status}`);
  return (await answer.json()) as Reply;
}
