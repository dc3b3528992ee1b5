// The door of chat: who knows whom, and what they say to each other.

export { chatHolder } from './chatter-data.ts';
export { chatRefusals } from './refusals.ts';
export { chatRoutes, type ChatPorts } from './routes.ts';
export { chatSealed } from './sealed-columns.ts';
export { fileSweeper } from './sweep-files.ts';
