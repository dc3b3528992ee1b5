// A live connection as an app has one: says hello, and reads one message after the other.

import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import type { HttpServer } from '../http/server.ts';

export type LiveConnection = {
  readonly socket: WebSocket;
  /** The next message, waiting for it if need be. */
  readonly next: () => Promise<unknown>;
  /** The code it was closed with, or the status it was refused with. */
  readonly closed: Promise<number>;
};

/** Lets a server listen on a free port; tells the address of its live connections. */
export async function liveAddress(http: HttpServer): Promise<string> {
  await http.listen({ host: '127.0.0.1', port: 0 });
  return `ws://127.0.0.1:${(http.server.address() as AddressInfo).port}/v1/live`;
}

/** Connects, and says hello when there is one. */
export function connectLive(
  address: string,
  hello?: object | string,
  headers: Record<string, string> = {},
): LiveConnection {
  const socket = new WebSocket(address, { headers });
  const waiting: ((message: unknown) => void)[] = [];
  const messages: unknown[] = [];
  socket.on('message', (message: Buffer) => {
    const parsed: unknown = JSON.parse(message.toString());
    const wanted = waiting.shift();
    if (wanted === undefined) messages.push(parsed);
    else wanted(parsed);
  });
  socket.on('open', () => {
    if (hello !== undefined) socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello));
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
  const next = (): Promise<unknown> =>
    messages.length > 0
      ? Promise.resolve(messages.shift())
      : new Promise((resolve) => void waiting.push(resolve));
  return { socket, next, closed };
}
