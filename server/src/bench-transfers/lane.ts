// One keep-alive connection to the bank, as bare as HTTP allows: a client library would need as
// much of the processor as the server that is measured. One request at a time.

import { connect } from 'node:net';

export type Lane = {
  /** Sends a whole request and resolves with the answer's status and body. */
  readonly send: (request: string) => Promise<{ readonly status: number; readonly body: string }>;
  readonly close: () => void;
};

const HEAD_END = '\r\n\r\n';

/** Connects to a port of this machine. */
export function openLane(port: number): Lane {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  let settle: { resolve: (answer: string) => void; reject: (error: Error) => void } | undefined;
  const fail = (error: Error): void => settle?.reject(error);
  socket.setEncoding('utf8');
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the bank closed a connection')));
  socket.on('data', (text: string) => {
    received += text;
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (Buffer.byteLength(received) < headEnd + HEAD_END.length + length) return;
    const answer = received;
    received = '';
    settle?.resolve(answer);
  });
  return {
    send: async (request) => {
      const answer = await new Promise<string>((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      });
      const body = answer.slice(answer.indexOf(HEAD_END) + HEAD_END.length);
      return { status: Number(answer.slice(9, 12)), body };
    },
    close: () => socket.destroy(),
  };
}
