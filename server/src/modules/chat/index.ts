// The door of chat: who knows whom, and what they say to each other.

export { chatHolder } from './chatter-data.ts';
export { chatRefusals } from './refusals.ts';
export { chatRoutes } from './routes.ts';
