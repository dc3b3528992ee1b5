// The door of the document reader.

export { documentReader } from './routes.ts';
