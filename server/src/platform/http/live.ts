// Live connections: a signed-in app hears at once that something of its party has changed, and
// asks for it over the ordinary routes. News carries no content, so nothing private travels here.

import { uuidOf } from '@sycee/kit';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { WebSocket } from 'ws';
import type { Database } from '../database/transaction.ts';
import { ANY_TOPIC, type Subscriber } from '../outbox/event.ts';
import { LIVE_SUBSCRIBER } from '../outbox/publish.ts';
import type { Signals } from '../workers/signals.ts';
import type { Authenticate } from './authentication.ts';
import type { Caller, Client } from './route.ts';

export type LiveHub = {
  /** Takes a new connection; it must say within seconds who it is. */
  readonly accept: (socket: WebSocket, opening: Opening) => void;
  readonly connections: () => number;
  /** Sends everybody away: the server stops. */
  readonly close: () => void;
};

export type Opening = { readonly sessionToken: string | undefined; readonly client: Client };

export type LiveParts = {
  readonly database: Database;
  readonly authenticate: Authenticate;
  readonly signals: Pick<Signals, 'on'>;
};

type LiveNews = { readonly topic: string; readonly id: string; readonly audience: string[] };

type Member = { readonly socket: WebSocket; readonly party: string };

const HELLO_MS = 5_000;
const HEARTBEAT_MS = 30_000;
const CONNECTIONS_PER_PARTY = 20;
const CLOSE = { unauthenticated: 4401, tooMany: 4429, stopping: 1001 } as const;

/** Tells the processes' live connections of each event with an audience. */
export const liveSubscriber: Subscriber = {
  name: LIVE_SUBSCRIBER,
  topics: [ANY_TOPIC],
  handle: async (tx, event) => {
    // A notification holds at most 8000 bytes, so a large audience is told in portions.
    await tx.query(
      `select pg_notify('sycee_live',
                json_build_object('topic', topic, 'id', id::text, 'audience', parties)::text)
         from platform.outbox_events,
              lateral (select array_agg(party) as parties
                         from unnest(audience) with ordinality as listed (party, place)
                        group by (place - 1) / 100) as portion
        where id = $1`,
      [event.id],
    );
  },
};

/** The live connections of this process. */
export function createLiveHub(parts: LiveParts): LiveHub {
  const members = new Map<string, Set<WebSocket>>();
  const sockets = new Set<WebSocket>();
  parts.signals.on('live', (payload) => tell(members, JSON.parse(payload) as LiveNews));
  return {
    accept: (socket, opening) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.terminate());
      void welcome(parts, members, socket, opening);
    },
    connections: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.close(CLOSE.stopping, 'the server stops');
    },
  };
}

function tell(members: ReadonlyMap<string, Set<WebSocket>>, news: LiveNews): void {
  const message = JSON.stringify({ type: 'event', topic: news.topic, id: news.id });
  for (const party of news.audience) {
    for (const socket of members.get(party) ?? []) socket.send(message);
  }
}

async function welcome(
  parts: LiveParts,
  members: Map<string, Set<WebSocket>>,
  socket: WebSocket,
  opening: Opening,
): Promise<void> {
  const hello = await firstMessage(socket);
  const admitted = async (): Promise<Caller | undefined> => {
    const sessionToken = hello?.session_token ?? opening.sessionToken;
    if (hello === undefined || sessionToken === undefined) return undefined;
    const credentials = { sessionToken, deviceSecret: hello.device_secret };
    return parts.database
      .transact((tx) => parts.authenticate(tx, credentials, opening.client))
      .catch(() => undefined);
  };
  const caller = await admitted();
  if (caller === undefined) {
    socket.close(CLOSE.unauthenticated, 'not signed in');
    return;
  }
  const isIn = join(members, { socket, party: uuidOf(caller.partyId) });
  if (!isIn) return;
  beatHeart(socket, admitted);
  socket.send(JSON.stringify({ type: 'ready' }));
}

const helloSchema = Compile(
  Type.Object(
    {
      device_secret: Type.String({ maxLength: 200 }),
      session_token: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
);

type Hello = { readonly device_secret: string; readonly session_token?: string };

function firstMessage(socket: WebSocket): Promise<Hello | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), HELLO_MS);
    socket.once('close', () => resolve(undefined));
    socket.once('message', (message: Buffer) => {
      clearTimeout(timer);
      resolve(readHello(message.toString()));
    });
  });
}

function readHello(text: string): Hello | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return helloSchema.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function join(members: Map<string, Set<WebSocket>>, { socket, party }: Member): boolean {
  const circle = members.get(party) ?? new Set();
  if (circle.size >= CONNECTIONS_PER_PARTY) {
    socket.close(CLOSE.tooMany, 'too many connections');
    return false;
  }
  members.set(party, circle.add(socket));
  socket.on('close', () => {
    circle.delete(socket);
    if (circle.size === 0 && members.get(party) === circle) members.delete(party);
  });
  return socket.readyState === socket.OPEN;
}

/** Every beat: a connection that did not answer the last one is cut, and so is an ended session. */
function beatHeart(socket: WebSocket, admitted: () => Promise<Caller | undefined>): void {
  let alive = true;
  socket.on('pong', () => void (alive = true));
  const beat = async (): Promise<void> => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    if ((await admitted()) === undefined) socket.close(CLOSE.unauthenticated, 'signed out');
  };
  const timer = setInterval(() => void beat(), HEARTBEAT_MS);
  timer.unref();
  socket.on('close', () => clearInterval(timer));
}
