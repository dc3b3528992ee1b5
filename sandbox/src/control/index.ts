// The door of the control room.

export { controlRoutes } from './routes.ts';
