// How PostgreSQL's values become the house's types. Nothing here goes through a float or a local
// time zone.

import { instant, type Instant } from '@sycee/kit';
import { TypeOverrides, types as driverTypes, type CustomTypesConfig } from 'pg';

const OID = { int8: 20, int8Array: 1016, date: 1082, timestamptz: 1184 } as const;
const TEXT_ARRAYS = { numeric: 1231, date: 1182 } as const;

/** Type parsers for a connection, beside the driver's own for the plain types. */
export function valueTypes(): CustomTypesConfig {
  const types = new TypeOverrides();
  types.setTypeParser(OID.int8, BigInt);
  types.setTypeParser(OID.date, (text: string) => text);
  types.setTypeParser(OID.timestamptz, instantOfTimestamp);
  types.setTypeParser(OID.int8Array, bigintsOf);
  const textArray = driverTypes.getTypeParser(TEXT_ARRAY_OID as number);
  for (const oid of Object.values(TEXT_ARRAYS)) types.setTypeParser(oid, textArray);
  return types;
}

const TEXT_ARRAY_OID = 1009;

/**
 * A parameter as it goes on the wire: a list as the text PostgreSQL reads, because the driver's own
 * way looks at each text several times. What is not plain is left to the driver.
 */
export function parameterOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  let text = '{';
  for (const one of value as unknown[]) {
    const element = elementOf(one);
    if (element === undefined) return value;
    text += text === '{' ? element : `,${element}`;
  }
  return `${text}}`;
}

function elementOf(one: unknown): string | undefined {
  if (typeof one === 'string') {
    return one.includes('"') || one.includes('\\') ? undefined : `"${one}"`;
  }
  if (one === null || one === undefined) return 'NULL';
  if (typeof one === 'bigint' || typeof one === 'number') return String(one);
  return Buffer.isBuffer(one) ? `"\\\\x${one.toString('hex')}"` : undefined;
}

/** Connections run in UTC, so the text always ends in `+00`; finer than a millisecond is cut. */
function instantOfTimestamp(text: string): Instant {
  return instant(Date.parse(`${text.replace(' ', 'T')}:00`));
}

function bigintsOf(text: string): bigint[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt);
}
