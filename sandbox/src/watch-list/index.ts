// The door of the watch list.

export { watchListRoutes } from './routes.ts';
