// Prefixed, sortable ids. The value is a UUIDv7 (RFC 9562), the text form is the prefix and 26
// characters of Crockford's base 32, as the TypeID specification 0.3 describes, so that the text
// sorts by time and the database keeps 16 bytes.

import type { Clock } from './instant.ts';

/** Fills an array with random bytes; in production the platform's cryptographic source. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

export type Id<Prefix extends string = string> = `${Prefix}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** The value of each character by its code. The first sixteen digits are those of hex, too. */
const NONE = 255;
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = ALPHABET.indexOf(String.fromCharCode(code).toLowerCase());
  return value === -1 ? NONE : value;
});
/** Two hex digits for each byte. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Where a UUID is cut. */
const UUID_DASHES = new Set([8, 13, 18, 23]);
const UUID_TEXT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ID_TEXT = /^([a-z]{2,16})_([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/** Makes ids in order of time from an injected clock and random source. */
export function idMaker(clock: Clock, random: Random) {
  return <Prefix extends string>(prefix: Prefix): Id<Prefix> => {
    const bytes = random(new Uint8Array(16));
    const view = new DataView(bytes.buffer);
    const now = clock.now();
    view.setUint32(0, Math.floor(now / 0x1_0000));
    view.setUint16(4, now % 0x1_0000);
    view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
    view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
    return `${prefix}_${encode(hexOf(bytes))}`;
  };
}

/** The UUID inside an id, as PostgreSQL writes it. Raises RangeError when the text is no id. */
export function uuidOf(id: string): string {
  const text = ID_TEXT.exec(id)?.[2];
  if (text === undefined) throw new RangeError(`id: '${id}' is not an id`);
  let uuid = '';
  let rest = 0;
  // 26 characters carry 130 bits, and the first two are always zero.
  let bits = -2;
  for (let at = 0; at < text.length; at++) {
    rest = (rest << 5) | (VALUES[text.charCodeAt(at)] ?? 0);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (UUID_DASHES.has(uuid.length)) uuid += '-';
    uuid += BYTES[(rest >>> bits) & 255] ?? '';
  }
  return uuid;
}

/** The id that a UUID has under a prefix. Raises RangeError when the text is no UUID. */
export function idOf<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  if (!UUID_TEXT.test(uuid)) throw new RangeError(`id: '${uuid}' is not a UUID`);
  return `${prefix}_${encode(uuid)}`;
}

export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return ID_TEXT.exec(text)?.[1] === prefix;
}

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += (ALPHABET[byte >>> 4] ?? '') + (ALPHABET[byte & 15] ?? '');
  return hex;
}

/** The digits of a UUID, with or without dashes, as 26 characters behind two bits of zero. */
function encode(hex: string): string {
  let text = '';
  let rest = 0;
  let bits = 2;
  for (let at = 0; at < hex.length; at++) {
    const value = VALUES[hex.charCodeAt(at)] ?? NONE;
    if (value === NONE) continue;
    rest = ((rest & 31) << 4) | value;
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    text += ALPHABET[(rest >>> bits) & 31];
  }
  return text;
}
