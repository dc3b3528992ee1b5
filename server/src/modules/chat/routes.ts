// All routes of this module: people, conversations, groups.

import type { Route } from '#platform';
import { conversationRoutes } from './routes-conversations.ts';
import { groupRoutes } from './routes-groups.ts';
import { peopleRoutes } from './routes-people.ts';

/** The routes of this module. */
export function chatRoutes(): Route[] {
  return [...peopleRoutes(), ...conversationRoutes(), ...groupRoutes()];
}
