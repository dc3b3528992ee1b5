// A thousand phones that listen: each notes when it was shown what, so that delays can be told and
// nothing may be missing, doubled or out of order.

import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Ears = {
  readonly close: () => void;
};

export type Heard = {
  readonly phone: number;
  readonly conversationId: string;
  readonly seq: bigint;
  readonly text: string;
  readonly at: number;
};

type News = {
  readonly type: string;
  readonly topic?: string;
  readonly content?: {
    readonly conversation_id: string;
    readonly entry: { readonly seq: string; readonly text: string };
  };
};

const AT_ONCE = 50;

/** Connects the phones of people 0 to `count`; each of them is ready. */
export async function openEars(
  port: number,
  count: number,
  hear: (heard: Heard) => void,
): Promise<Ears> {
  const sockets: WebSocket[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, i) => start + i);
    sockets.push(...(await Promise.all(numbers.map((phone) => openEar(port, phone, hear)))));
  }
  return {
    close: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

async function openEar(
  port: number,
  phone: number,
  hear: (heard: Heard) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`);
  await once(socket, 'open');
  const hello = { session_token: `session-${phone}`, device_secret: `device-${phone}` };
  socket.send(JSON.stringify(hello));
  await once(socket, 'message');
  socket.on('message', (message: Buffer) => {
    const { topic, content } = JSON.parse(message.toString()) as News;
    if (topic !== 'chat.entry' || content === undefined) return;
    const { conversation_id: conversationId, entry } = content;
    const { text } = entry;
    hear({ phone, conversationId, seq: BigInt(entry.seq), text, at: performance.now() });
  });
  return socket;
}
