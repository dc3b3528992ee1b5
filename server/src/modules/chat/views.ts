// How people, conversations and entries look on the wire, and the schemas that say so.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, instantView, nullable } from '#platform';
import { Type, type Static } from 'typebox';
import type { Attachment } from './attachment.ts';
import type { Entry } from './conversation.ts';
import type { ContactRequest, Person } from './people.ts';
import type { ListedConversation } from './store-conversations.ts';

export const seqSchema = Type.String({
  pattern: '^(0|[1-9][0-9]{0,17})$',
  description: 'A number in the log of a conversation; the log has no gaps.',
  examples: ['42'],
});

export const roleSchema = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('member'),
]);

export const personSchema = Type.Object(
  {
    party_id: idSchema('party'),
    name: Type.String({ description: "One's own remark, else the nickname or masked name." }),
    nickname: Type.String(),
    is_contact: Type.Boolean(),
  },
  { title: 'ChatPerson' },
);

export function personView(person: Person): Static<typeof personSchema> {
  return {
    party_id: person.partyId,
    name: person.name,
    nickname: person.nickname,
    is_contact: person.isContact,
  };
}

export const memberSchema = Type.Object(
  { person: personSchema, role: roleSchema },
  { title: 'ChatMember' },
);

export const contactRequestSchema = Type.Object(
  {
    id: idSchema('creq'),
    direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
    person: personSchema,
    hello: Type.String(),
    state: Type.Union([
      Type.Literal('waiting'),
      Type.Literal('accepted'),
      Type.Literal('declined'),
      Type.Literal('withdrawn'),
    ]),
    asked_at: instantSchema,
  },
  { title: 'ContactRequest' },
);

/** A request as one of its two people sees it: who declined is not told to who asked. */
export function contactRequestView(
  request: ContactRequest,
  viewerId: Person['partyId'],
  other: Person,
): Static<typeof contactRequestSchema> {
  const isOwn = request.fromId === viewerId;
  return {
    id: request.id,
    direction: isOwn ? 'out' : 'in',
    person: personView(other),
    hello: request.hello,
    state: isOwn && request.state === 'declined' ? 'waiting' : request.state,
    asked_at: isoOf(request.askedAt),
  };
}

export const attachmentSchema = Type.Object(
  {
    id: idSchema('file'),
    kind: Type.Union([Type.Literal('image'), Type.Literal('file')]),
    media_type: Type.String({ examples: ['image/jpeg'] }),
    name: Type.String(),
    bytes: Type.Integer(),
    width: nullable(Type.Integer()),
    height: nullable(Type.Integer()),
    has_thumbnail: Type.Boolean(),
  },
  { title: 'ChatAttachment' },
);

export function attachmentView(one: Attachment): Static<typeof attachmentSchema> {
  return {
    id: one.id,
    kind: one.kind,
    media_type: one.mediaType,
    name: one.name,
    bytes: one.bytes,
    width: one.width,
    height: one.height,
    has_thumbnail: one.hasThumbnail,
  };
}

export const entrySchema = Type.Object(
  {
    seq: seqSchema,
    kind: Type.Union([
      Type.Literal('text'),
      Type.Literal('image'),
      Type.Literal('file'),
      Type.Literal('recall'),
      Type.Literal('joined'),
      Type.Literal('left'),
      Type.Literal('renamed'),
      Type.Literal('announced'),
      Type.Literal('role'),
    ]),
    author_id: idSchema('party'),
    client_id: nullable(Type.String({ description: "The author's own name for a message." })),
    text: nullable(
      Type.String({ description: 'The words, a new name or announcement, or a role.' }),
    ),
    about_seq: nullable(seqSchema),
    about_ids: Type.Array(idSchema('party')),
    said_at: instantSchema,
    recalled_at: nullable(instantSchema),
    attachment: nullable(attachmentSchema),
  },
  { title: 'ChatEntry' },
);

/** An entry as its conversation's members see it; the attachment of a recalled one is gone. */
export function entryView(
  entry: Entry,
  attachments: ReadonlyMap<Attachment['id'], Attachment>,
): Static<typeof entrySchema> {
  const { attachmentId, recalledAt } = entry;
  const isThere = attachmentId !== null && recalledAt === null;
  const attachment = isThere ? attachments.get(attachmentId) : undefined;
  return {
    seq: entry.seq.toString(),
    kind: entry.kind,
    author_id: entry.authorId,
    client_id: entry.clientId,
    text: entry.text,
    about_seq: entry.aboutSeq?.toString() ?? null,
    about_ids: [...entry.aboutIds],
    said_at: isoOf(entry.saidAt),
    recalled_at: instantView(recalledAt),
    attachment: attachment === undefined ? null : attachmentView(attachment),
  };
}

export const conversationSchema = Type.Object(
  {
    id: idSchema('conv'),
    kind: Type.Union([Type.Literal('direct'), Type.Literal('group')]),
    name: Type.String({ description: 'Of the group, or of the other person.' }),
    announcement: nullable(Type.String()),
    other: nullable(personSchema),
    member_count: Type.Integer(),
    role: roleSchema,
    muted: Type.Boolean(),
    pinned: Type.Boolean(),
    last_seq: seqSchema,
    last_at: instantSchema,
    last_entry: nullable(entrySchema),
    read_seq: seqSchema,
    other_read_seq: nullable(seqSchema),
    unread: Type.Integer({ description: 'Texts of others, counted up to 100.' }),
  },
  { title: 'Conversation' },
);

export function conversationView(
  listed: ListedConversation,
  other: Person | undefined,
  newest: Static<typeof entrySchema> | undefined,
): Static<typeof conversationSchema> {
  const { own } = listed;
  const isVisible = newest !== undefined && BigInt(newest.seq) > own.fromSeq;
  return {
    id: listed.id,
    kind: listed.kind,
    name: listed.name ?? other?.name ?? '—',
    announcement: listed.announcement,
    other: other === undefined ? null : personView(other),
    member_count: listed.memberCount,
    role: own.role,
    muted: own.muted,
    pinned: own.pinnedAt !== null,
    last_seq: listed.lastSeq.toString(),
    last_at: isoOf(listed.lastAt),
    last_entry: isVisible ? newest : null,
    read_seq: own.readSeq.toString(),
    other_read_seq: listed.other?.readSeq.toString() ?? null,
    unread: listed.unread,
  };
}
