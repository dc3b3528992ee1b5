// Live connections: a signed-in app hears at once that something of its party has changed, and
// asks for it over the ordinary routes, or is shown what fits into the news itself.

import { uuidOf } from '@sycee/kit';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { WebSocket } from 'ws';
import type { Database } from '../database/transaction.ts';
import type { Signals } from '../workers/signals.ts';
import type { Authenticate } from './authentication.ts';
import type { LiveNews } from './live-news.ts';
import type { Caller } from './route.ts';

export type LiveHub = {
  /** Takes a new connection; it must say within seconds who it is. */
  readonly accept: (socket: WebSocket, opening: Opening) => void;
  readonly connections: () => number;
  /** Asks everybody again who they are, and sends away whose session has ended. */
  readonly askAgain: () => void;
  /** Sends everybody away to come again: news may have been missed. */
  readonly startOver: () => void;
  /** Sends everybody away: the server stops. */
  readonly close: () => void;
};

export type Opening = { readonly sessionToken: string | undefined };

export type LiveParts = {
  readonly database: Database;
  readonly authenticate: Authenticate;
  readonly signals: Pick<Signals, 'on'>;
  /** The topic that says that sessions of its audience have ended. */
  readonly sessionsEndedTopic: string;
};

type Admission = { readonly caller: Caller } | 'refused' | 'unclear';

type Member = {
  readonly socket: WebSocket;
  readonly party: string;
  readonly ask: () => Promise<Admission>;
  /** Whether it may hear; while that is being asked, news waits for the answer. */
  standing: Promise<boolean>;
};

const HELLO_MS = 5_000;
const HEARTBEAT_MS = 30_000;
const CONNECTIONS_PER_PARTY = 20;
const UNREAD_BYTES_MAX = 1_000_000;
const CLOSE = {
  unauthenticated: 4401,
  tooMany: 4429,
  stopping: 1001,
  startOver: 1012,
  tryLater: 1013,
} as const;

/** The live connections of this process. */
export function createLiveHub(parts: LiveParts): LiveHub {
  const members = new Map<string, Set<Member>>();
  const sockets = new Set<WebSocket>();
  const sendAway = (code: number, reason: string): void => {
    for (const socket of sockets) socket.close(code, reason);
  };
  parts.signals.on('live', (payload) => {
    for (const news of JSON.parse(payload) as LiveNews[]) {
      const heard = news.audience.flatMap((party) => [...(members.get(party) ?? [])]);
      if (news.topic === parts.sessionsEndedTopic) heard.forEach(askMember);
      tell(heard, news);
    }
  });
  return {
    accept: (socket, opening) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.terminate());
      void welcome(parts, members, socket, opening);
    },
    connections: () => sockets.size,
    askAgain: () => [...members.values()].forEach((circle) => circle.forEach(askMember)),
    startOver: () => sendAway(CLOSE.startOver, 'news may have been missed'),
    close: () => sendAway(CLOSE.stopping, 'the server stops'),
  };
}

function tell(members: readonly Member[], news: LiveNews): void {
  const { topic, id, content } = news;
  const message = JSON.stringify({ type: 'event', topic, id, content });
  for (const { socket, standing } of members) {
    void standing.then((isIn) => isIn && send(socket, message));
  }
}

/** Who does not keep up with reading is sent away: it comes again, and asks for what it missed. */
function send(socket: WebSocket, message: string): void {
  if (socket.bufferedAmount > UNREAD_BYTES_MAX) socket.terminate();
  else socket.send(message);
}

/** Asks a member again who it is; until that is clear it hears nothing, then perhaps no more. */
function askMember(member: Member): void {
  member.standing = Promise.all([member.standing, member.ask()]).then(
    ([wasIn, admission]) => wasIn && isAdmitted(member.socket, admission),
  );
}

/** Sends away whose session is not live; a database that does not answer has not said so. */
function isAdmitted(
  socket: WebSocket,
  admission: Admission,
): admission is Exclude<Admission, string> {
  if (admission === 'refused') socket.close(CLOSE.unauthenticated, 'not signed in');
  if (admission === 'unclear') socket.close(CLOSE.tryLater, 'try again later');
  return typeof admission === 'object';
}

async function welcome(
  parts: LiveParts,
  members: Map<string, Set<Member>>,
  socket: WebSocket,
  opening: Opening,
): Promise<void> {
  const hello = await firstMessage(socket);
  const ask = () => admissionOf(parts, hello, opening);
  const admission = await ask();
  if (!isAdmitted(socket, admission)) return;
  const party = uuidOf(admission.caller.partyId);
  const member: Member = { socket, party, ask, standing: Promise.resolve(true) };
  if (!join(members, member)) return;
  // The session may have ended between the answer and the joining.
  askMember(member);
  beatHeart(member);
  if (await member.standing) socket.send(JSON.stringify({ type: 'ready' }));
}

async function admissionOf(
  { database, authenticate }: LiveParts,
  hello: Hello | undefined,
  opening: Opening,
): Promise<Admission> {
  const sessionToken = hello?.session_token ?? opening.sessionToken;
  if (hello === undefined || sessionToken === undefined) return 'refused';
  const credentials = { sessionToken, deviceSecret: hello.device_secret };
  try {
    const [caller] = await database.transact((tx) => authenticate(tx, [credentials]));
    return caller === undefined ? 'refused' : { caller };
  } catch {
    return 'unclear';
  }
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

function join(members: Map<string, Set<Member>>, member: Member): boolean {
  const { socket, party } = member;
  const circle = members.get(party) ?? new Set();
  if (circle.size >= CONNECTIONS_PER_PARTY) {
    socket.close(CLOSE.tooMany, 'too many connections');
    return false;
  }
  members.set(party, circle.add(member));
  socket.on('close', () => {
    circle.delete(member);
    if (circle.size === 0 && members.get(party) === circle) members.delete(party);
  });
  return socket.readyState === socket.OPEN;
}

/** Every beat: a connection that did not answer the last one is cut, and so is an ended session. */
function beatHeart(member: Member): void {
  const { socket } = member;
  let alive = true;
  socket.on('pong', () => void (alive = true));
  const beat = (): void => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    askMember(member);
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  socket.on('close', () => clearInterval(timer));
}
