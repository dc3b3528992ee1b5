// A way to PostgreSQL that fails when a test says so: it reads along, and cuts a statement off in
// the middle, loses or holds its answer, or is slow. Client and server are the real ones.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { clientMessages, serverMessages } from './postgres-messages.ts';

/** What happens to a connection that sends a certain statement. */
export type Trouble =
  /** Only this share of its bytes gets through, then the connection is gone. */
  | { readonly cutAt: number }
  /** It is carried out; its answer is lost with the connection. */
  | 'answer lost'
  /** It is carried out; its answer is kept back until `letGo`. */
  | 'answer held';

export type PostgresProxy = {
  /** The address of the database through this way. */
  readonly url: string;
  /** Strikes the next connection that sends a statement like this; resolves once it is done. */
  readonly strike: (statement: RegExp, trouble: Trouble) => Promise<void>;
  /** Gives the answers that were held. */
  readonly letGo: () => void;
  /** Cuts every connection. */
  readonly cutAll: () => void;
  /** Whether new connections get through. */
  readonly open: (isOpen: boolean) => void;
  /** Delays every answer from now on. */
  readonly slowDown: (ms: number) => void;
  readonly close: () => Promise<void>;
};

type Ambush = { statement: RegExp; trouble: Trouble; done: () => void };

type Way = {
  readonly connections: Set<Connection>;
  readonly ambushes: Ambush[];
  isOpen: boolean;
  delayMs: number;
};

/** Opens a way to the database of an address. */
export async function postgresProxy(url: string): Promise<PostgresProxy> {
  const target = new URL(url);
  const [port, host] = [Number(target.port), target.hostname];
  const way: Way = { connections: new Set(), ambushes: [], isOpen: true, delayMs: 0 };
  const server = createServer((client) => {
    if (!way.isOpen) return void client.destroy();
    const upstream = connect(port, host);
    const connection = carry(way, client, upstream);
    way.connections.add(connection);
    client.once('close', () => way.connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.port = String(portOf(server));
  const all = (act: (one: Connection) => void): void => [...way.connections].forEach(act);
  return {
    url: target.href,
    strike: (statement, trouble) =>
      new Promise((done) => way.ambushes.push({ statement, trouble, done })),
    letGo: () => all((one) => one.letGo()),
    cutAll: () => all((one) => one.cut()),
    open: (isOpen) => void (way.isOpen = isOpen),
    slowDown: (ms) => void (way.delayMs = ms),
    close: async () => {
      all((one) => one.cut());
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('proxy: no address');
  return address.port;
}

type Connection = { readonly cut: () => void; readonly letGo: () => void };

/** Carries the bytes of one connection, both ways. */
function carry(way: Way, client: Socket, upstream: Socket): Connection {
  const asked = clientMessages();
  const answered = serverMessages();
  /** How many answers the server owes, one for being connected to; and which is lost or held. */
  let due = 1;
  let struck: { readonly at: number; readonly ambush: Ambush } | undefined;
  let kept: Buffer[] = [];

  function cut(): void {
    client.destroy();
    upstream.destroy();
  }

  for (const socket of [client, upstream]) {
    socket.setNoDelay(true);
    socket.on('error', cut);
    socket.on('close', cut);
  }

  client.on('data', (bytes: Buffer) => {
    for (const message of asked(bytes)) {
      if (message.endsAnswer) due++;
      const ambush = struck === undefined ? ambushFor(way, message.statement) : undefined;
      if (ambush === undefined) {
        upstream.write(message.bytes);
        continue;
      }
      if (typeof ambush.trouble === 'object') {
        const through = Math.floor(message.bytes.length * ambush.trouble.cutAt);
        // What got through is with the server before the connection is gone.
        upstream.write(message.bytes.subarray(0, through), () => {
          cut();
          ambush.done();
        });
        return;
      }
      struck = { at: message.endsAnswer ? due : due + 1, ambush };
      upstream.write(message.bytes);
    }
  });

  upstream.on('data', (bytes: Buffer) => {
    const ends = answered(bytes);
    due -= ends;
    if (struck === undefined) return give(bytes);
    struck = { ...struck, at: struck.at - ends };
    kept.push(bytes);
    if (struck.at > 0) return undefined;
    struck.ambush.done();
    if (struck.ambush.trouble === 'answer lost') cut();
    return undefined;
  });

  function give(bytes: Buffer): void {
    if (way.delayMs === 0) client.write(bytes);
    else setTimeout(() => client.write(bytes), way.delayMs);
  }

  function letGo(): void {
    if (struck === undefined) return;
    struck = undefined;
    const bytes = Buffer.concat(kept);
    kept = [];
    give(bytes);
  }

  return { cut, letGo };
}

function ambushFor({ ambushes }: Way, statement: string | undefined): Ambush | undefined {
  if (statement === undefined) return undefined;
  const index = ambushes.findIndex((one) => one.statement.test(statement));
  return index === -1 ? undefined : ambushes.splice(index, 1)[0];
}
