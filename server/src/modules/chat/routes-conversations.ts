// The routes of conversations: the list, what is said in one, reading, searching.

import { idSchema, instantSchema, route, type Route } from '#platform';
import { parseInstant } from '@sycee/kit';
import { Type } from 'typebox';
import type { AttachmentId } from './attachment.ts';
import { listConversations, showConversation } from './list-conversations.ts';
import { openDirect } from './open-direct.ts';
import { personsFor } from './persons.ts';
import { changeSettings, markRead, readLog, tellWriting } from './read-log.ts';
import { recallMessage } from './recall-message.ts';
import type { ChatRefusalCode } from './refusals.ts';
import { searchMessages } from './search-messages.ts';
import { sendMessage, type Content } from './send-message.ts';
import { showEntries, showEntry } from './show-entries.ts';
import { enter } from './enter.ts';
import { selectMembers } from './store-conversations.ts';
import { conversationSchema, entrySchema } from './views.ts';
import { memberSchema, personView, seqSchema } from './views.ts';

const tag = 'chat';

/** Faster than anybody types; a program that floods is told to wait. */
const SEND_LIMIT = { requests: 120, seconds: 60 };
const TYPING_LIMIT = { requests: 60, seconds: 60 };
const SEARCH_LIMIT = { requests: 60, seconds: 60 };

const params = Type.Object({ conversation_id: idSchema('conv') });
const entryParams = Type.Object({ conversation_id: idSchema('conv'), seq: seqSchema });
const NOT_FOUND: ChatRefusalCode = 'chat.conversation_not_found';

/** The routes of conversations. */
export function conversationRoutes(): Route[] {
  return [...listRoutes(), ...logRoutes(), ...readingRoutes(), searchRoute()];
}

function listRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/conversations',
      operation: 'listConversations',
      tag,
      summary: "List one's conversations, pinned ones first, then the newest",
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(conversationSchema) }, { title: 'Conversations' }),
      handle: async (tx, { caller }) => ({ items: await listConversations(tx, caller) }),
    }),
    route({
      method: 'GET',
      path: '/v1/conversations/:conversation_id',
      operation: 'showConversation',
      tag,
      summary: 'Show a conversation',
      access: 'session',
      refusals: [NOT_FOUND],
      params,
      reply: conversationSchema,
      handle: (tx, input) => showConversation(tx, input.caller, input.params.conversation_id),
    }),
    route({
      method: 'POST',
      path: '/v1/conversations/direct',
      operation: 'openDirectConversation',
      tag,
      summary: 'Open the conversation with a contact',
      access: 'session',
      refusals: codes('chat.not_a_contact'),
      body: Type.Object({ party_id: idSchema('party') }),
      reply: conversationSchema,
      handle: async (tx, { caller, body }) =>
        showConversation(tx, caller, await openDirect(tx, caller, body.party_id)),
    }),
    route({
      method: 'GET',
      path: '/v1/conversations/:conversation_id/members',
      operation: 'listMembers',
      tag,
      summary: 'List who is in a conversation: the owner, the admins, the others',
      access: 'session',
      refusals: [NOT_FOUND],
      params,
      reply: Type.Object({ items: Type.Array(memberSchema) }, { title: 'ChatMembers' }),
      handle: async (tx, { caller: { partyId }, params: { conversation_id: id } }) => {
        await enter(tx, id, partyId);
        const members = await selectMembers(tx, id);
        const ids = members.map((member) => member.partyId);
        const persons = await personsFor(tx, partyId, ids);
        return {
          items: members.flatMap(({ partyId: memberId, role }) => {
            const person = persons.get(memberId);
            return person === undefined ? [] : [{ person: personView(person), role }];
          }),
        };
      },
    }),
  ];
}

function logRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/conversations/:conversation_id/entries',
      operation: 'readConversation',
      tag,
      summary: 'Read a stretch of a conversation: on from a number, back from one, or the newest',
      access: 'session',
      refusals: [NOT_FOUND],
      params,
      query: Type.Object({
        after: Type.Optional(seqSchema),
        before: Type.Optional(seqSchema),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      }),
      reply: Type.Object({ items: Type.Array(entrySchema) }, { title: 'ChatEntries' }),
      handle: async (tx, { caller, query, params: { conversation_id: id } }) => {
        const { after, before, limit = 50 } = query;
        const page = { after: bigintOf(after), before: bigintOf(before), limit };
        return { items: await showEntries(tx, await readLog(tx, caller, id, page)) };
      },
    }),
    sendRoute(),
    route({
      method: 'DELETE',
      path: '/v1/conversations/:conversation_id/entries/:seq',
      operation: 'recallMessage',
      tag,
      summary: 'Take back what one has just said',
      access: 'session',
      limit: SEND_LIMIT,
      refusals: codes(NOT_FOUND, 'chat.message_not_found', 'chat.recall_too_late'),
      params: entryParams,
      reply: entrySchema,
      handle: async (tx, { caller, params: { conversation_id: id, seq } }) =>
        showEntry(tx, await recallMessage(tx, caller, id, BigInt(seq))),
    }),
  ];
}

function sendRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/conversations/:conversation_id/entries',
    operation: 'sendMessage',
    tag,
    summary: 'Say something; sent again under its client id it is said once',
    access: 'session',
    status: 201,
    limit: SEND_LIMIT,
    refusals: codes(
      NOT_FOUND,
      'chat.text_invalid',
      'chat.not_received',
      'chat.not_a_contact',
      'chat.message_not_found',
      'chat.attachment_not_found',
      'chat.message_changed',
    ),
    params,
    body: Type.Object({
      client_id: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
      text: Type.Optional(Type.String({ maxLength: 8_000 })),
      attachment_id: Type.Optional(idSchema('file')),
      reply_to: Type.Optional(seqSchema),
    }),
    reply: entrySchema,
    handle: async (tx, { caller, body, params: { conversation_id: conversationId } }) => {
      const { client_id: clientId, reply_to: replyTo } = body;
      const content = contentOf(body);
      const message = { conversationId, clientId, content, replyTo: bigintOf(replyTo) };
      return showEntry(tx, await sendMessage(tx, caller, message));
    },
  });
}

function readingRoutes(): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/v1/conversations/:conversation_id/read',
      operation: 'markRead',
      tag,
      summary: 'Say how far one has read; it never goes back',
      access: 'session',
      refusals: [NOT_FOUND],
      params,
      body: Type.Object({ seq: seqSchema }),
      reply: Type.Object({ read_seq: seqSchema }, { title: 'ReadPosition' }),
      handle: async (tx, { caller, body, params: { conversation_id: id } }) => ({
        read_seq: (await markRead(tx, caller, id, BigInt(body.seq))).toString(),
      }),
    }),
    route({
      method: 'POST',
      path: '/v1/conversations/:conversation_id/typing',
      operation: 'tellTyping',
      tag,
      summary: 'Tell the others that one is writing',
      access: 'session',
      status: 204,
      limit: TYPING_LIMIT,
      refusals: [NOT_FOUND],
      params,
      handle: (tx, input) => tellWriting(tx, input.caller, input.params.conversation_id),
    }),
    route({
      method: 'PATCH',
      path: '/v1/conversations/:conversation_id',
      operation: 'changeConversation',
      tag,
      summary: 'Mute or pin a conversation, for oneself',
      access: 'session',
      refusals: [NOT_FOUND],
      params,
      body: Type.Object({
        muted: Type.Optional(Type.Boolean()),
        pinned: Type.Optional(Type.Boolean()),
      }),
      reply: conversationSchema,
      handle: async (tx, { caller, body, params: { conversation_id: id } }) => {
        await changeSettings(tx, caller, id, body);
        return showConversation(tx, caller, id);
      },
    }),
  ];
}

function searchRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/message-search',
    operation: 'searchMessages',
    tag,
    summary: "Search one's messages, newest first",
    access: 'session',
    limit: SEARCH_LIMIT,
    refusals: [],
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 100 }),
      conversation_id: Type.Optional(idSchema('conv')),
      before: Type.Optional(instantSchema),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
    }),
    reply: Type.Object(
      {
        items: Type.Array(Type.Object({ conversation_id: idSchema('conv'), entry: entrySchema })),
      },
      { title: 'FoundMessages' },
    ),
    handle: async (tx, { caller, query }) => {
      const found = await searchMessages(tx, caller, {
        text: query.q,
        only: query.conversation_id ?? null,
        before: query.before === undefined ? null : parseInstant(query.before),
        limit: query.limit ?? 30,
      });
      const entries = await showEntries(
        tx,
        found.map(({ entry }) => entry),
      );
      return {
        items: found.flatMap(({ conversationId }, index) => {
          const entry = entries[index];
          return entry === undefined ? [] : [{ conversation_id: conversationId, entry }];
        }),
      };
    },
  });
}

/** Either words or something brought; words where both are missing, so that it is told so. */
function contentOf(body: { text?: string; attachment_id?: AttachmentId }): Content {
  const { text = '', attachment_id: attachmentId } = body;
  return attachmentId === undefined ? { text } : { attachmentId };
}

function bigintOf(text: string | undefined): bigint | null {
  return text === undefined ? null : BigInt(text);
}

function codes(...list: ChatRefusalCode[]): ChatRefusalCode[] {
  return list;
}
