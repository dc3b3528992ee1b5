// The routes of groups.

import { idSchema, instantSchema, nullable, route, type Route } from '#platform';
import { isoOf } from '@sycee/kit';
import { Type } from 'typebox';
import { GROUP_MEMBERS_MAX } from './conversation.ts';
import { inviteToGroup, joinByInvite } from './group-invite.ts';
import { showConversation } from './list-conversations.ts';
import { addMembers, changeGroup, createGroup, giveRole } from './manage-group.ts';
import { leaveGroup, removeMember } from './manage-group.ts';
import type { ChatRefusalCode } from './refusals.ts';
import { conversationSchema, roleSchema } from './views.ts';

const tag = 'chat';
const LIMIT = { requests: 30, seconds: 60 };

const params = Type.Object({ conversation_id: idSchema('conv') });
const memberParams = Type.Object({
  conversation_id: idSchema('conv'),
  party_id: idSchema('party'),
});
const people = Type.Array(idSchema('party'), { minItems: 1, maxItems: GROUP_MEMBERS_MAX });
const IN_GROUP: ChatRefusalCode[] = ['chat.conversation_not_found', 'chat.group_needed'];

/** The routes of groups. */
export function groupRoutes(): Route[] {
  return [createRoute(), changeRoute(), ...memberRoutes(), ...inviteRoutes(), leaveRoute()];
}

function createRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/groups',
    operation: 'createGroup',
    tag,
    summary: "Make a group of one's contacts",
    access: 'session',
    status: 201,
    limit: LIMIT,
    refusals: codes('chat.name_invalid', 'chat.not_a_contact', 'chat.group_full'),
    body: Type.Object({ name: Type.String({ maxLength: 400 }), members: people }),
    reply: conversationSchema,
    handle: async (tx, { caller, body }) =>
      showConversation(tx, caller, await createGroup(tx, caller, body.name, body.members)),
  });
}

function changeRoute(): Route {
  return route({
    method: 'PATCH',
    path: '/v1/groups/:conversation_id',
    operation: 'changeGroup',
    tag,
    summary: 'Rename a group, or announce something in it',
    access: 'session',
    limit: LIMIT,
    refusals: [...IN_GROUP, ...codes('chat.not_allowed', 'chat.name_invalid', 'chat.text_invalid')],
    params,
    body: Type.Object({
      name: Type.Optional(Type.String({ maxLength: 400 })),
      announcement: Type.Optional(nullable(Type.String({ maxLength: 4_000 }))),
    }),
    reply: conversationSchema,
    handle: async (tx, { caller, body, params: { conversation_id: id } }) => {
      await changeGroup(tx, caller, id, body);
      return showConversation(tx, caller, id);
    },
  });
}

function memberRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/groups/:conversation_id/members',
      operation: 'addMembers',
      tag,
      summary: "Bring one's contacts into a group",
      access: 'session',
      limit: LIMIT,
      refusals: [...IN_GROUP, ...codes('chat.not_a_contact', 'chat.group_full')],
      params,
      body: Type.Object({ members: people }),
      reply: conversationSchema,
      handle: async (tx, { caller, body, params: { conversation_id: id } }) => {
        await addMembers(tx, caller, id, body.members);
        return showConversation(tx, caller, id);
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/groups/:conversation_id/members/:party_id',
      operation: 'removeMember',
      tag,
      summary: 'Take somebody out of a group',
      access: 'session',
      status: 204,
      limit: LIMIT,
      refusals: [
        ...IN_GROUP,
        ...codes(
          'chat.not_allowed',
          'chat.owner_needed',
          'chat.owner_stays',
          'chat.member_not_found',
        ),
      ],
      params: memberParams,
      handle: (tx, { caller, params: { conversation_id: id, party_id: memberId } }) =>
        removeMember(tx, caller, id, memberId),
    }),
    route({
      method: 'PUT',
      path: '/v1/groups/:conversation_id/members/:party_id/role',
      operation: 'giveRole',
      tag,
      summary: 'Make somebody an admin, a plain member, or the owner in one’s own place',
      access: 'session',
      status: 204,
      limit: LIMIT,
      refusals: [...IN_GROUP, ...codes('chat.owner_needed', 'chat.member_not_found')],
      params: memberParams,
      body: Type.Object({ role: roleSchema }),
      handle: (tx, { caller, body, params: { conversation_id: id, party_id: memberId } }) =>
        giveRole(tx, caller, id, memberId, body.role),
    }),
  ];
}

function inviteRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/groups/:conversation_id/invites',
      operation: 'inviteToGroup',
      tag,
      summary: 'Make an invitation that fits into a QR code, good for a week',
      access: 'session',
      status: 201,
      limit: LIMIT,
      refusals: IN_GROUP,
      params,
      reply: Type.Object(
        { invite: Type.String(), expires_at: instantSchema },
        { title: 'GroupInvite' },
      ),
      handle: async (tx, input) => {
        const { token, expiresAt } = await inviteToGroup(
          tx,
          input.caller,
          input.params.conversation_id,
        );
        return { invite: token, expires_at: isoOf(expiresAt) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/groups/joined',
      operation: 'joinGroup',
      tag,
      summary: 'Join a group by an invitation',
      access: 'session',
      limit: LIMIT,
      refusals: codes('chat.invite_invalid', 'chat.group_full'),
      body: Type.Object({ invite: Type.String({ minLength: 1, maxLength: 400 }) }),
      reply: conversationSchema,
      handle: async (tx, { caller, body }) =>
        showConversation(tx, caller, await joinByInvite(tx, caller, body.invite)),
    }),
  ];
}

function leaveRoute(): Route {
  return route({
    method: 'DELETE',
    path: '/v1/groups/:conversation_id/membership',
    operation: 'leaveGroup',
    tag,
    summary: 'Leave a group',
    access: 'session',
    status: 204,
    limit: LIMIT,
    refusals: [...IN_GROUP, ...codes('chat.owner_stays')],
    params,
    handle: (tx, input) => leaveGroup(tx, input.caller, input.params.conversation_id),
  });
}

function codes(...list: ChatRefusalCode[]): ChatRefusalCode[] {
  return list;
}
