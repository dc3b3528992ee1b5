// The routes of notices: what happened to one's account, and that it was seen.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, nullable, route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import { NOTICE_KINDS, type Notice, type NoticeKind } from './notice.ts';
import { markNoticesRead, selectNotices } from './store-notices.ts';

const tag = 'security';

const noticeSchema = Type.Object(
  {
    id: idSchema('note'),
    kind: Type.Unsafe<NoticeKind>(Type.Union(NOTICE_KINDS.map((kind) => Type.Literal(kind)))),
    at: instantSchema,
    device_name: nullable(
      Type.String({ description: 'The device or the passkey it is about, by its name.' }),
    ),
    read: Type.Boolean(),
  },
  { title: 'Notice' },
);

/** The routes of notices. */
export function noticesRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me/notices',
      operation: 'listNotices',
      tag,
      summary: 'List what happened to one’s account, newest first',
      access: 'session',
      refusals: [],
      reply: Type.Object(
        { items: Type.Array(noticeSchema), unread: Type.Integer() },
        { title: 'Notices' },
      ),
      handle: async (tx, { caller }) => {
        const notices = await selectNotices(tx, caller.partyId);
        const unread = notices.filter(({ readAt }) => readAt === null).length;
        return { items: notices.map(noticeView), unread };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/me/notices/reads',
      operation: 'readNotices',
      tag,
      summary: 'Mark every notice as read',
      access: 'session',
      status: 204,
      refusals: [],
      body: Type.Object({}),
      handle: async (tx, { caller }) => {
        await markNoticesRead(tx, caller.partyId);
        return undefined;
      },
    }),
  ];
}

function noticeView(notice: Notice): Static<typeof noticeSchema> {
  return {
    id: notice.id,
    kind: notice.kind,
    at: isoOf(notice.givenAt),
    device_name: notice.deviceName,
    read: notice.readAt !== null,
  };
}
