// Free ports: the one that was asked for, or the next that nobody uses.

import { createServer, type AddressInfo } from 'node:net';

import type { Settings } from './settings.ts';

const NEIGHBOURS = 20;

/** The port of the bank. Raises an Error that says what to do when the asked one is taken. */
export async function choosePort({ port: { wanted, asked }, host }: Settings): Promise<number> {
  const last = asked ? wanted : wanted + NEIGHBOURS;
  for (let port = wanted; port <= last; port++) {
    if ((await listenOnce(host, port)) !== undefined) return port;
  }
  throw new Error(
    asked
      ? `Port ${wanted} is taken, or not ours to take. Stop the program that listens there, or ` +
          `choose another port: PORT=${wanted + 1} npm start`
      : `Ports ${wanted} to ${last} are all taken. Choose another one: PORT=9000 npm start`,
  );
}

/** A port of the loopback address that nobody uses. */
export async function freePort(): Promise<number> {
  const port = await listenOnce('127.0.0.1', 0);
  if (port === undefined) throw new Error('this machine has no free port');
  return port;
}

function listenOnce(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
