// The letters of statements: Noto Sans SC, one file with 8 000 simplified Chinese characters and
// Latin. It ships as WOFF, from which the PDF library takes seconds to read single glyphs, so it is
// unpacked to plain OpenType once; only the glyphs a file uses are embedded in it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

export type StatementFonts = { readonly regular: Buffer; readonly bold: Buffer };

const FOLDER = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-';

let loading: Promise<StatementFonts> | undefined;

/** The fonts, read from disk the first time. */
export function statementFonts(): Promise<StatementFonts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<StatementFonts> {
  const { resolve } = createRequire(import.meta.url);
  const [regular, bold] = await Promise.all(
    [400, 600].map((weight) => readFile(resolve(`${FOLDER}${weight}-normal.woff`))),
  );
  if (regular === undefined || bold === undefined) throw new Error('statement fonts are missing');
  return { regular: unpackWoff(regular), bold: unpackWoff(bold) };
}

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;

/** The OpenType file inside a WOFF 1.0 file (W3C WOFF, section 3: tables are zlib-compressed). */
function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('font: not a WOFF file');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => tableAt(woff, 44 + index * 20));
  const directory = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * count);
  const power = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);

  let offset = directory.length;
  const parts: Buffer[] = [directory];
  for (const [index, table] of tables.entries()) {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    table.tag.copy(directory, at);
    directory.writeUInt32BE(table.checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(table.bytes.length, at + 12);
    const padding = Buffer.alloc((4 - (table.bytes.length % 4)) % 4);
    parts.push(table.bytes, padding);
    offset += table.bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

function tableAt(woff: Buffer, entry: number) {
  const offset = woff.readUInt32BE(entry + 4);
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
  const length = woff.readUInt32BE(entry + 12);
  return {
    tag: woff.subarray(entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    bytes: packed.length < length ? inflateSync(packed) : packed,
  };
}
