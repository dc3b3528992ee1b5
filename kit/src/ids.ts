// Prefixed, sortable ids. The value is a UUIDv7 (RFC 9562), the text form is the prefix and 26
// characters of Crockford's base 32, as the TypeID specification 0.3 describes, so that the text
// sorts by time and the database keeps 16 bytes.

import type { Clock } from './instant.ts';

/** Fills an array with random bytes; in production the platform's cryptographic source. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

export type Id<Prefix extends string = string> = `${Prefix}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
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
  const match = ID_TEXT.exec(id);
  if (match?.[2] === undefined) throw new RangeError(`id: '${id}' is not an id`);
  const value = [...match[2]].reduce((sum, char) => sum * 32n + BigInt(ALPHABET.indexOf(char)), 0n);
  const hex = value.toString(16).padStart(32, '0');
  return [8, 12, 16, 20, 32].map((end, i) => hex.slice([0, 8, 12, 16, 20][i], end)).join('-');
}

/** The id that a UUID has under a prefix. Raises RangeError when the text is no UUID. */
export function idOf<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  if (!UUID_TEXT.test(uuid)) throw new RangeError(`id: '${uuid}' is not a UUID`);
  return `${prefix}_${encode(uuid.replaceAll('-', ''))}`;
}

export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return ID_TEXT.exec(text)?.[1] === prefix;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encode(hex: string): string {
  let value = BigInt(`0x${hex}`);
  let text = '';
  for (let digit = 0; digit < 26; digit++) {
    text = (ALPHABET[Number(value % 32n)] ?? '') + text;
    value /= 32n;
  }
  return text;
}
