// One address for everything: the app with its own paths, the API beside it, and in a sandbox the
// controls of the pretended world.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playground, writeLine } from '../testing/playground.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';

const appFolder = mkdtempSync(join(tmpdir(), 'sycee-app-'));
let sandbox: Server;
let house: TestHouse;
beforeAll(async () => {
  mkdirSync(join(appFolder, 'assets'));
  writeFileSync(join(appFolder, 'index.html'), '<title>Sycee</title>');
  writeFileSync(join(appFolder, 'assets', 'main-abc123.js'), 'export {};');
  sandbox = await echoServer();
  const { port } = sandbox.address() as AddressInfo;
  const sandboxUrl = `http://127.0.0.1:${port}`;
  house = await testHouse(playground({ write: writeLine }), { appFolder, sandboxUrl });
});
afterAll(async () => {
  await house.close();
  sandbox.close();
  rmSync(appFolder, { recursive: true });
});

const page = { headers: { accept: 'text/html,*/*' } };

describe('the app', () => {
  test.each(['/', '/index.html', '/wallet', '/orders/pay_1?from=chat'])(
    'a browser that opens %s gets the app, fresh',
    async (path) => {
      const reply = await house.call<string>(path, page);
      expect([reply.status, reply.body]).toEqual([200, '<title>Sycee</title>']);
      expect(reply.headers['cache-control']).toBe('no-cache');
    },
  );

  test('assets are kept for ever, because their names change with them', async () => {
    const reply = await house.call('/assets/main-abc123.js');
    expect(reply.headers['cache-control']).toContain('immutable');
  });

  test.each(['/v1/nothing', '/assets/missing.js', '/sandbox/other', '/problems/none'])(
    '%s is not a page of it',
    async (path) => {
      const reply = await house.call(path, page);
      expect([reply.status, reply.body['code']]).toEqual([404, 'platform.not_found']);
    },
  );

  test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])(
    '%s does not lead out of its folder',
    async (path) => {
      const reply = await house.call<string>(path);
      expect(JSON.stringify(reply.body)).not.toContain('"dependencies"');
    },
  );

  test('is told that this bank is a sandbox', async () => {
    const { body } = await house.call('/app-config.json');
    expect(body).toEqual({ sandbox: true, version: 'test' });
  });
});

describe('the way to the sandbox', () => {
  test('takes controls and inbox along, with what was sent', async () => {
    const seen = await house.call('/sandbox/sms/inbox?to=%2B8613800000001');
    expect(seen.body).toEqual({ method: 'GET', url: '/sms/inbox?to=%2B8613800000001', body: '' });
    const body = { target: 'sms', mode: 'down' };
    const sent = await house.call('/sandbox/control/failures', { method: 'PUT', body });
    expect(sent.body).toEqual({
      method: 'PUT',
      url: '/control/failures',
      body: JSON.stringify(body),
    });
  });

  test.each([
    '/sandbox/card-bank/v1/debits',
    '/sandbox/sms/v1/messages',
    '/sandbox/control/../card-bank/v1/debits',
    '/sandbox/control/%2e%2e/card-bank',
    '/sandbox//evil.example/control/x',
  ])('%s is closed', async (path) => {
    expect((await house.call(path)).status).toBe(404);
  });

  test('says when the sandbox is away', async () => {
    const { port } = sandbox.address() as AddressInfo;
    await new Promise((resolve) => void sandbox.close(resolve));
    const reply = await house.call('/sandbox/control/people');
    expect(reply).toMatchObject({ status: 503, body: { code: 'platform.overloaded' } });
    await new Promise<void>((resolve) => void sandbox.listen(port, '127.0.0.1', resolve));
  });
});

/** Answers with what it was asked. */
async function echoServer(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('connection', 'close');
      response.end(JSON.stringify({ method: request.method, url: request.url, body }));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
