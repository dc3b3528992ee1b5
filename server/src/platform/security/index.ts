// The door of secrets at rest: fields and files.

export { openFile, sealFile } from './sealed-file.ts';
export type { Secrets } from './secrets.ts';
