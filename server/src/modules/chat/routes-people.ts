// The routes of people: one's own card, contacts, requests, blocks.

import { addSeconds } from '@sycee/kit';
import { idSchema, nullable, route, type Caller, type Route, type Tx } from '#platform';
import { Type, type Static } from 'typebox';
import { answerRequest, withdrawRequest } from './answer-request.ts';
import { blockPerson, remarkContact, removeContact } from './change-contact.ts';
import { findPerson, type Address } from './find-person.ts';
import type { ContactRequest, PartyId } from './people.ts';
import { personsFor } from './persons.ts';
import { refuse, type ChatRefusalCode } from './refusals.ts';
import { requestContact } from './request-contact.ts';
import {
  saveCard,
  saveNickname,
  selectBlockedIds,
  selectContactIds,
  selectRequests,
} from './store-people.ts';
import { contactRequestSchema, contactRequestView, personSchema, personView } from './views.ts';
import { NICKNAME_MAX, readName } from './visible-text.ts';

const tag = 'chat';

const ASK_LIMIT = { requests: 20, seconds: 60 };
const CHANGE_LIMIT = { requests: 60, seconds: 60 };
/** Requests are listed for this long. */
const SHOWN_SECONDS = 30 * 86_400;
const SHOWN_MAX = 100;
/** Sealed texts and ids are shorter by far. */
const TEXT_BYTES_MAX = 400;

const personParams = Type.Object({ party_id: idSchema('party') });
const requestParams = Type.Object({ request_id: idSchema('creq') });
const people = Type.Object({ items: Type.Array(personSchema) }, { title: 'ChatPeople' });

/** The routes of people. */
export function peopleRoutes(): Route[] {
  return [...ownRoutes(), ...requestRoutes(), ...contactRoutes(), ...blockRoutes()];
}

function ownRoutes(): Route[] {
  const reply = Type.Object(
    { me: personSchema, card: Type.String({ description: 'What the personal QR code holds.' }) },
    { title: 'ChatCard' },
  );
  return [
    route({
      method: 'PUT',
      path: '/v1/chat/card',
      operation: 'showChatCard',
      tag,
      summary: 'Show how one appears to others, and the personal QR code; anew makes a new code',
      access: 'session',
      limit: CHANGE_LIMIT,
      refusals: [],
      body: Type.Object({ anew: Type.Boolean() }),
      reply,
      handle: async (tx, { caller: { partyId }, body }) => {
        const card = await saveCard(tx, partyId, tx.secrets.randomToken(16), body.anew);
        return { me: await shown(tx, partyId, partyId), card };
      },
    }),
    route({
      method: 'PUT',
      path: '/v1/chat/nickname',
      operation: 'changeNickname',
      tag,
      summary: 'Say by which name others see one',
      access: 'session',
      limit: CHANGE_LIMIT,
      refusals: codes('chat.name_invalid'),
      body: Type.Object({ nickname: Type.String({ maxLength: TEXT_BYTES_MAX }) }),
      reply: personSchema,
      handle: async (tx, { caller: { partyId }, body }) => {
        await saveNickname(tx, partyId, readName(body.nickname, NICKNAME_MAX));
        return shown(tx, partyId, partyId);
      },
    }),
  ];
}

function requestRoutes(): Route[] {
  return [
    askRoute(),
    route({
      method: 'GET',
      path: '/v1/chat/contact-requests',
      operation: 'listContactRequests',
      tag,
      summary: 'List the requests of the last 30 days, newest first',
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(contactRequestSchema) }, { title: 'ContactRequests' }),
      handle: async (tx, { caller: { partyId } }) => {
        const since = addSeconds(tx.now, -SHOWN_SECONDS);
        const requests = await selectRequests(tx, partyId, since, SHOWN_MAX);
        return { items: await requestViews(tx, partyId, requests) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/chat/contact-requests/:request_id/answer',
      operation: 'answerContactRequest',
      tag,
      summary: 'Accept a request, or decline it without telling',
      access: 'session',
      limit: CHANGE_LIMIT,
      refusals: codes('chat.request_not_found'),
      params: requestParams,
      body: Type.Object({
        answer: Type.Union([Type.Literal('accepted'), Type.Literal('declined')]),
      }),
      reply: contactRequestSchema,
      handle: async (tx, { caller, params, body }) =>
        requestView(tx, caller, await answerRequest(tx, caller, params.request_id, body.answer)),
    }),
    route({
      method: 'DELETE',
      path: '/v1/chat/contact-requests/:request_id',
      operation: 'withdrawContactRequest',
      tag,
      summary: 'Take back a request that waits',
      access: 'session',
      status: 204,
      limit: CHANGE_LIMIT,
      refusals: codes('chat.request_not_found'),
      params: requestParams,
      handle: (tx, { caller, params }) => withdrawRequest(tx, caller, params.request_id),
    }),
  ];
}

function askRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/chat/contact-requests',
    operation: 'requestContact',
    tag,
    summary: 'Ask somebody to be contacts: by phone, by their QR code, or out of a common group',
    access: 'session',
    status: 201,
    limit: ASK_LIMIT,
    refusals: [
      ...codes(
        'chat.person_not_found',
        'chat.person_is_self',
        'chat.already_a_contact',
        'chat.request_limit_reached',
        'chat.text_invalid',
      ),
      'parties.phone_invalid',
      'parties.payee_not_found',
    ],
    body: Type.Object({
      to: Type.Union([
        Type.Object({ phone: Type.String({ minLength: 1, maxLength: 32 }) }),
        Type.Object({ card: Type.String({ minLength: 8, maxLength: 64 }) }),
        Type.Object({ party_id: idSchema('party') }),
      ]),
      hello: Type.Optional(Type.String({ maxLength: TEXT_BYTES_MAX })),
    }),
    reply: contactRequestSchema,
    handle: async (tx, { caller, body }) => {
      const toId = await findPerson(tx, caller.partyId, addressOf(body.to));
      return requestView(tx, caller, await requestContact(tx, caller, toId, body.hello ?? ''));
    },
  });
}

function contactRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/chat/contacts',
      operation: 'listChatContacts',
      tag,
      summary: "List one's contacts",
      access: 'session',
      refusals: [],
      reply: people,
      handle: async (tx, { caller: { partyId } }) =>
        listed(tx, partyId, await selectContactIds(tx, partyId)),
    }),
    route({
      method: 'PATCH',
      path: '/v1/chat/contacts/:party_id',
      operation: 'remarkContact',
      tag,
      summary: 'Call a contact something only oneself sees',
      access: 'session',
      limit: CHANGE_LIMIT,
      refusals: codes('chat.not_a_contact', 'chat.name_invalid'),
      params: personParams,
      body: Type.Object({ remark: nullable(Type.String({ maxLength: TEXT_BYTES_MAX })) }),
      reply: personSchema,
      handle: async (tx, { caller, params, body }) => {
        await remarkContact(tx, caller, params.party_id, body.remark);
        return shown(tx, caller.partyId, params.party_id);
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/chat/contacts/:party_id',
      operation: 'removeContact',
      tag,
      summary: 'End a contact, for both; what was said stays',
      access: 'session',
      status: 204,
      limit: CHANGE_LIMIT,
      refusals: codes('chat.not_a_contact'),
      params: personParams,
      handle: (tx, { caller, params }) => removeContact(tx, caller, params.party_id),
    }),
  ];
}

function blockRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/chat/blocks',
      operation: 'listBlocks',
      tag,
      summary: 'List whom one does not want to hear of',
      access: 'session',
      refusals: [],
      reply: people,
      handle: async (tx, { caller: { partyId } }) =>
        listed(tx, partyId, await selectBlockedIds(tx, partyId)),
    }),
    route({
      method: 'PUT',
      path: '/v1/chat/blocks/:party_id',
      operation: 'blockPerson',
      tag,
      summary: 'Hear nothing more of somebody; they are not told',
      access: 'session',
      status: 204,
      limit: CHANGE_LIMIT,
      refusals: codes('chat.person_is_self'),
      params: personParams,
      handle: (tx, { caller, params }) => blockPerson(tx, caller, params.party_id, true),
    }),
    route({
      method: 'DELETE',
      path: '/v1/chat/blocks/:party_id',
      operation: 'unblockPerson',
      tag,
      summary: 'Hear of somebody again',
      access: 'session',
      status: 204,
      limit: CHANGE_LIMIT,
      refusals: codes('chat.person_is_self'),
      params: personParams,
      handle: (tx, { caller, params }) => blockPerson(tx, caller, params.party_id, false),
    }),
  ];
}

type WireAddress = { phone: string } | { card: string } | { party_id: PartyId };

function addressOf(to: WireAddress): Address {
  return 'party_id' in to ? { partyId: to.party_id } : to;
}

async function listed(tx: Tx, viewerId: PartyId, ids: readonly PartyId[]) {
  const persons = await personsFor(tx, viewerId, ids);
  return { items: [...persons.values()].map(personView) };
}

async function shown(tx: Tx, viewerId: PartyId, id: PartyId) {
  const person = (await personsFor(tx, viewerId, [id])).get(id);
  if (person === undefined) throw refuse('chat.person_not_found');
  return personView(person);
}

type RequestView = Static<typeof contactRequestSchema>;

async function requestView(tx: Tx, { partyId }: Caller, one: ContactRequest): Promise<RequestView> {
  const [view] = await requestViews(tx, partyId, [one]);
  if (view === undefined) throw refuse('chat.request_not_found');
  return view;
}

async function requestViews(
  tx: Tx,
  viewerId: PartyId,
  requests: readonly ContactRequest[],
): Promise<RequestView[]> {
  const otherOf = ({ fromId, toId }: ContactRequest) => (fromId === viewerId ? toId : fromId);
  const persons = await personsFor(tx, viewerId, requests.map(otherOf));
  return requests.flatMap((one) => {
    const other = persons.get(otherOf(one));
    return other === undefined ? [] : [contactRequestView(one, viewerId, other)];
  });
}

function codes(...list: ChatRefusalCode[]): ChatRefusalCode[] {
  return list;
}
