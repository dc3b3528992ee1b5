// The words of this module for what is said: conversations, who is in them, and their logs.

import type { Id, Instant } from '@sycee/kit';
import type { AttachmentId } from './attachment.ts';
import type { PartyId } from './people.ts';

export type ConversationId = Id<'conv'>;

export type Conversation = {
  readonly id: ConversationId;
  readonly kind: 'direct' | 'group';
  readonly name: string | null;
  readonly announcement: string | null;
  /** The number of the newest entry; the log has no gaps. */
  readonly lastSeq: bigint;
  readonly lastAt: Instant;
};

export type Role = 'owner' | 'admin' | 'member';

/** A person's time in a conversation: the entries after `fromSeq`, up to `untilSeq`. */
export type Member = {
  readonly conversationId: ConversationId;
  readonly partyId: PartyId;
  readonly role: Role;
  readonly fromSeq: bigint;
  readonly untilSeq: bigint | null;
  readonly readSeq: bigint;
  readonly muted: boolean;
  readonly pinnedAt: Instant | null;
};

/** `recall` takes back the text it is about; the others say what happened in a group. */
export type EntryKind =
  | 'text'
  | 'image'
  | 'file'
  | 'recall'
  | 'joined'
  | 'left'
  | 'renamed'
  | 'announced'
  | 'role';

export type Entry = {
  readonly seq: bigint;
  readonly kind: EntryKind;
  readonly authorId: PartyId;
  readonly clientId: string | null;
  /** A text's words, a new name or announcement, a role; null once it was recalled. */
  readonly text: string | null;
  /** What is replied to or recalled. */
  readonly aboutSeq: bigint | null;
  /** Who joined, left, or has a new role. */
  readonly aboutIds: readonly PartyId[];
  readonly saidAt: Instant;
  readonly recalledAt: Instant | null;
  /** Of an image or a file. */
  readonly attachmentId: AttachmentId | null;
};

/** What a use case adds to a log. */
export type NewEntry = Pick<Entry, 'kind' | 'authorId'> &
  Partial<Pick<Entry, 'clientId' | 'text' | 'aboutSeq' | 'aboutIds' | 'attachmentId'>>;

export const GROUP_MEMBERS_MAX = 500;
