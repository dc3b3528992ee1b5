// Just enough of PostgreSQL's protocol to know which statement some bytes carry, and how many
// answers other bytes complete.

export type ClientMessage = {
  readonly bytes: Buffer;
  /** The statement that this message carries out. */
  readonly statement: string | undefined;
  /** Whether the server will say that it is ready again in answer to it. */
  readonly endsAnswer: boolean;
};

const TYPE_AND_LENGTH = 5;

/** Cuts the bytes that a client sends into messages; a part of one waits for the rest. */
export function clientMessages(): (bytes: Buffer) => ClientMessage[] {
  const statements = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let started = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const messages: ClientMessage[] = [];
    for (;;) {
      // The first message has no type.
      const typed = started ? 1 : 0;
      if (rest.length < typed + 4) return messages;
      const length = typed + rest.readInt32BE(typed);
      if (rest.length < length) return messages;
      messages.push(messageOf(rest.subarray(0, length), started, statements));
      rest = rest.subarray(length);
      started = true;
    }
  };
}

function messageOf(
  bytes: Buffer,
  started: boolean,
  statements: Map<string, string>,
): ClientMessage {
  const type = started ? String.fromCharCode(bytes[0] ?? 0) : '';
  if (type === 'P') {
    const [name = '', sql = ''] = textsIn(bytes);
    statements.set(name, sql);
  }
  const [first = '', second = ''] = type === 'Q' || type === 'B' ? textsIn(bytes) : [];
  const statement = type === 'Q' ? first : type === 'B' ? statements.get(second) : undefined;
  return { bytes, statement, endsAnswer: type === 'Q' || type === 'S' };
}

/** The first two texts of a message. */
function textsIn(bytes: Buffer): string[] {
  const end = bytes.indexOf(0, TYPE_AND_LENGTH);
  const first = bytes.toString('utf8', TYPE_AND_LENGTH, end);
  const next = bytes.indexOf(0, end + 1);
  return [first, bytes.toString('utf8', end + 1, next === -1 ? end + 1 : next)];
}

const READY = 'Z'.charCodeAt(0);

/** Counts how often the server says that it is ready, in the bytes that it sends. */
export function serverMessages(): (bytes: Buffer) => number {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    let ready = 0;
    while (rest.length >= TYPE_AND_LENGTH) {
      const length = 1 + rest.readInt32BE(1);
      if (rest.length < length) break;
      if (rest[0] === READY) ready++;
      rest = rest.subarray(length);
    }
    return ready;
  };
}
