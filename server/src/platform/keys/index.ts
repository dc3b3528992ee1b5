// What others take of this folder: the rooms to say what they seal, the commands to change keys.

export { dropKey } from './drop-key.ts';
export { holdIndexes } from './hold-indexes.ts';
export { openKeyWork } from './open-key-work.ts';
export { platformSealed } from './platform-sealed.ts';
export { rotateKeys, usesOf, type KeyWork } from './rotate-keys.ts';
export type { SealedFields, SealedRow } from './sealed-columns.ts';
