// The log: one JSON object a line, each with the request or worker it belongs to, and nothing in it
// that a thief could use.

import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.ts';

export type Log = Logger;

const SECRET_NAMES = [
  'authorization',
  'cookie',
  'sycee-device',
  'sycee-proof',
  'pin',
  'current_pin',
  'new_pin',
  'code',
  'proof',
  'id_number',
  'card_number',
  'session_token',
  'device_secret',
];

/** Lines of one turn are written together: the answers of a group would be a write each. */
const inTurns = standardOutput();

function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true });
  let lines = '';
  const flush = (): void => {
    const written = lines;
    lines = '';
    if (written !== '') output.write(written);
  };
  process.on('exit', flush);
  return {
    write: (line) => {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
  };
}

/** The server's log at a level; members with secret names are left out wherever they appear. */
export function createLog(level: Config['logLevel']): Log {
  const quoted = SECRET_NAMES.map((name) => `["${name}"]`);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: quoted.flatMap((name) => [name.slice(0), `*${name}`, `*.*${name}`]),
      censor: '(hidden)',
    },
  };
  return pino(options, inTurns);
}
