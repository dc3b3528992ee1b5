// A document reader over HTTP, by the signed protocol that all partners speak. Whatever is not a
// clear answer of the documented shape is 'unavailable'.

import type { Exchange } from '#platform';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DocumentReader } from './document-reader.ts';

const text = (maxLength: number) => Type.Union([Type.String({ maxLength }), Type.Null()]);
const readingSchema = Compile(
  Type.Object({ name: text(100), id_number: text(40), valid_until: text(20) }),
);

/** The reader behind a signed exchange. */
export function httpDocumentReader(exchange: Exchange): DocumentReader {
  return async ({ reference, front, back }) => {
    const body = { reference, front: base64(front), ...(back && { back: base64(back) }) };
    const answer = await exchange({ method: 'POST', path: '/v1/readings', body });
    if ('outcome' in answer) return 'unavailable';
    if (answer.status === 422) return 'unreadable';
    if (answer.status !== 200 || !readingSchema.Check(answer.body)) return 'unavailable';
    const { name, id_number: idNumber, valid_until: validUntil } = answer.body;
    return { name, idNumber, validUntil };
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
