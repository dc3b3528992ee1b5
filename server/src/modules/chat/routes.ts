// All routes of this module: people, conversations, groups.

import type { FileStore, Route } from '#platform';
import { attachmentRoutes } from './routes-attachments.ts';
import { conversationRoutes } from './routes-conversations.ts';
import { groupRoutes } from './routes-groups.ts';
import { peopleRoutes } from './routes-people.ts';

export type ChatPorts = {
  /** Where pictures and files rest. */
  readonly files: FileStore;
};

/** The routes of this module. */
export function chatRoutes({ files }: ChatPorts): Route[] {
  return [...peopleRoutes(), ...conversationRoutes(), ...groupRoutes(), ...attachmentRoutes(files)];
}
