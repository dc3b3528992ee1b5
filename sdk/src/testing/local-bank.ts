// A real HTTP server that plays a bank: it answers what a test tells it to, in order, and keeps
// what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Problem } from '@sycee/kit';

export type Asked = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
};

/** One answer; `cut` takes the connection down instead, `silence` never answers. */
export type Scripted =
  | 'cut'
  | 'silence'
  | {
      readonly status: number;
      readonly type?: string;
      readonly body?: unknown;
    };

export type LocalBank = {
  readonly url: string;
  readonly asked: Asked[];
  /** Adds answers; the last one is given again and again. */
  readonly answer: (...answers: Scripted[]) => void;
  readonly close: () => Promise<void>;
};

/** Starts a bank on a free port of this machine. */
export async function startLocalBank(): Promise<LocalBank> {
  const asked: Asked[] = [];
  const script: Scripted[] = [];
  const server = createServer((request, response) => {
    const reply = async (): Promise<void> => {
      const { method, url, headers } = request;
      const text = await readText(request);
      asked.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      give(response, (script.length > 1 ? script.shift() : script[0]) ?? 'cut');
    };
    void reply();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (...answers) => {
      script.splice(0, script.length, ...answers);
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A problem answer of the bank. */
export function problem(status: number, code: string, more: Partial<Problem> = {}): Scripted {
  const body: Problem = {
    type: `/docs/refusals#${code}`,
    title: code,
    status,
    detail: `detail of ${code}`,
    code,
    request_id: 'req_1',
    retryable: false,
    money_moved: 'no',
    ...more,
  };
  return { status, type: 'application/problem+json; charset=utf-8', body };
}

/** A JSON answer of the bank. */
export function json(body: unknown, status = 200): Scripted {
  return { status, type: 'application/json; charset=utf-8', body };
}

function give(response: ServerResponse, answer: Scripted): void {
  if (answer === 'silence') return;
  if (answer === 'cut') {
    response.socket?.destroy();
    return;
  }
  const { status, type, body } = answer;
  response.writeHead(status, type === undefined ? {} : { 'content-type': type });
  response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
