// What every client of the API may rely on, whatever it sends.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestRequest } from '../testing/call.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';
import { openPlayground, playground, sessionOf, writeLine } from '../testing/playground.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse(playground({ write: writeLine }));
  await openPlayground(house.url);
});
afterAll(() => house.close());

const amounts = '/v1/play/amounts';
const good = { amount: { minor: '1', currency: 'CNY' } };
const amount = (minor: unknown, currency: unknown = 'CNY') => ({ amount: { minor, currency } });

describe('bad input is told, never guessed at', () => {
  test.each([
    // what is sent                                       | status | which part
    ['nothing', undefined, 400, '/'],
    ['an empty object', {}, 400, '/amount'],
    ['an unknown member', { ...good, memo: 'x' }, 400, '/memo'],
    ['an unknown member inside', amount2({ scale: 2 }), 400, '/amount/scale'],
    ['a number for text', amount(100), 400, '/amount/minor'],
    ['zero', amount('0'), 400, '/amount/minor'],
    ['a negative amount', amount('-5'), 400, '/amount/minor'],
    ['a fraction', amount('1.5'), 400, '/amount/minor'],
    ['an exponent', amount('1e3'), 400, '/amount/minor'],
    ['a leading zero', amount('01'), 400, '/amount/minor'],
    ['a space', amount(' 1'), 400, '/amount/minor'],
    ['a line break at the end', amount('1\n'), 400, '/amount/minor'],
    ['other digits', amount('１２'), 400, '/amount/minor'],
    ['a huge amount', amount('9'.repeat(16)), 400, '/amount/minor'],
    ['a foreign currency', amount('1', 'USD'), 400, '/amount/currency'],
    ['null', amount(null), 400, '/amount/minor'],
    ['an array', [good], 400, '/'],
    ['a NUL character', { ...good, note: 'a\0b' }, 400, '/note'],
    ['half a character', { ...good, note: 'a\ud800' }, 400, '/note'],
    ['a prototype', '{"__proto__":{"a":1}}', 400, undefined],
    ['broken JSON', '{"amount":', 400, undefined],
    ['two documents', '{}{}', 400, undefined],
    ['a good amount', good, 200, undefined],
    ['the largest amount', amount('9'.repeat(15)), 200, undefined],
  ])('%s', async (_name, body, status, param) => {
    const reply = await house.call(amounts, { method: 'POST', ...(body && { body }) });
    expect(reply.status).toBe(status);
    if (status === 200) return;
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.body).toMatchObject({
      code: 'platform.invalid_request',
      type: '/problems/platform.invalid_request',
      status,
      retryable: false,
      money_moved: 'no',
      request_id: reply.headers['request-id'],
    });
    expect(reply.body['param']).toBe(param);
  });

  test.each([
    ['/v1/play/items/abc', 200, undefined],
    ['/v1/play/items/abc?limit=5&flag=true', 200, undefined],
    ['/v1/play/items/ABC', 400, 'item_id'],
    ['/v1/play/items/abc?limit=0', 400, 'limit'],
    ['/v1/play/items/abc?limit=101', 400, 'limit'],
    ['/v1/play/items/abc?limit=1.5', 400, 'limit'],
    ['/v1/play/items/abc?limit=1e1', 400, 'limit'],
    ['/v1/play/items/abc?limit=5&limit=6', 400, 'limit'],
    ['/v1/play/items/abc?limit=', 400, 'limit'],
    ['/v1/play/items/abc?flag=yes', 400, 'flag'],
    ['/v1/play/items/abc?colour=red', 400, 'colour'],
    ['/v1/play/items/%zz', 400, undefined],
    ['/v1/play/items/%00', 400, 'item_id'],
    [`/v1/play/items/${'a'.repeat(200)}`, 400, 'item_id'],
  ])('%s', async (path, status, param) => {
    const reply = await house.call(path);
    expect([reply.status, reply.body['param']]).toEqual([status, param]);
  });

  test('defaults of the address are filled in', async () => {
    const { body } = await house.call('/v1/play/items/abc');
    expect(body).toEqual({ item: 'abc', limit: 20, flag: false });
  });

  test('a body may be larger where a route says so, and only so large', async () => {
    const send = (letters: number) =>
      house.call('/v1/play/pictures', { body: { picture: 'x'.repeat(letters) } });
    expect(await send(99_000)).toMatchObject({ status: 200, body: { letters: 99_000 } });
    expect(await send(100_000)).toMatchObject({ body: { code: 'platform.body_too_large' } });
  });
});

describe('every other no is a problem too', () => {
  const text = { 'content-type': 'text/plain' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  test.each([
    ['no such address', '/v1/nothing', {}, 404, 'platform.not_found'],
    ['no such page for a program', '/wallet', {}, 404, 'platform.not_found'],
    ['another method', amounts, { method: 'PUT' }, 405, 'platform.method_not_allowed'],
    ['text', amounts, { body: 'x', headers: text }, 415, 'platform.media_type_unsupported'],
    ['a form', amounts, { body: 'a=1', headers: form }, 415, 'platform.media_type_unsupported'],
    ['a large body', amounts, { body: 'x'.repeat(70_000) }, 413, 'platform.body_too_large'],
    ['a session nobody has', '/v1/play/lines', { body: {} }, 401, 'platform.unauthenticated'],
    ['no key', '/v1/play/payments', session({}), 400, 'platform.idempotency_key_required'],
    ['a short key', '/v1/play/payments', session({ key: 'a' }), 400, keyRequired()],
    ['an odd key', '/v1/play/payments', session({ key: 'ä'.repeat(9) }), 400, keyRequired()],
    [
      'no proof',
      '/v1/play/proven-payments',
      session({ key: true }),
      403,
      'platform.proof_required',
    ],
  ] satisfies Row[])('%s', async (_name, path, request, status, code) => {
    const reply = await house.call(path, request);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.body).toMatchObject({ status, code, money_moved: 'no' });
    expect(reply.status).toBe(status);
  });

  test('another method is told which ones there are', async () => {
    const reply = await house.call('/v1/play/items/abc', { method: 'PATCH', body: {} });
    expect(reply.headers['allow']).toBe('GET, DELETE');
  });

  test('who may not ask learns nothing about what was sent', async () => {
    const mallory = sessionOf('mallory');
    const reply = await house.call('/v1/play/lines', { body: { wrong: 1 }, session: mallory });
    expect(reply.body['code']).toBe('platform.unauthenticated');
  });

  test('a defect tells its request id and nothing of its inside', async () => {
    const reply = await house.call('/v1/play/lines', session({ body: { text: 'defect' } }));
    expect(reply).toMatchObject({ status: 500, body: { code: 'platform.defect' } });
    expect(JSON.stringify(reply)).not.toContain('secret of the playground');
  });

  test('texts follow the language of the request', async () => {
    const inLanguage = async (language: string) => {
      const headers = { 'accept-language': language };
      const request = session({ body: { text: 'no' }, headers });
      return (await house.call('/v1/play/lines', request)).body['detail'];
    };
    expect(await inLanguage('zh-CN,zh;q=0.9,en;q=0.8')).toBe('不行，Alice。');
    expect(await inLanguage('fr, en-GB;q=0.8, zh;q=0.5')).toBe('No, Alice.');
    expect(await inLanguage('fr')).toBe('No, Alice.');
  });

  test('a code has a page of its own', async () => {
    const page = await house.call('/problems/play.no');
    expect(page.body).toMatchObject({ code: 'play.no', status: 409, zh: '不行，{name}。' });
    expect((await house.call('/problems/constructor')).status).toBe(404);
  });
});

describe('answers', () => {
  test('are never kept by browsers or proxies', async () => {
    expect((await house.call('/v1/clock')).headers['cache-control']).toBe('no-store');
  });

  test('of a route without a view are empty', async () => {
    const reply = await house.call('/v1/play/items/abc', { method: 'DELETE' });
    expect([reply.status, reply.body]).toEqual([204, '']);
  });

  test('can be files, whatever their name', async () => {
    const reply = await house.call<string>('/v1/play/file');
    expect([reply.status, reply.body]).toEqual([200, 'a,b\n']);
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('账单 2026.csv')}`,
    );
  });

  test('carry the headers that keep pages safe, none that http cannot keep', async () => {
    const { headers } = await house.call('/health');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('as many of them pass at once as may, and the others are told to wait', async () => {
    const replies = await Promise.all(
      Array.from({ length: 25 }, () => house.call('/v1/play/limited', { session: sessionOf() })),
    );
    const refused = replies.filter(({ status }) => status === 429);
    expect([replies.filter(({ status }) => status === 200).length, refused.length]).toEqual([
      20, 5,
    ]);
    expect(refused[0]?.body['code']).toBe('platform.too_many_requests');
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    const other = await house.call('/v1/play/limited', { session: sessionOf('bob') });
    expect(other.status).toBe(200);
  });

  test('an address may ask so often in all, whatever it asks for', async () => {
    const strict = await testHouse(playground({ write: writeLine }), { requestsPerMinute: 20 });
    const paths = ['/v1/play/items/abc', '/v1/play/file'];
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, count) => strict.call(paths[count % 2] ?? '')),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(20);
    await strict.close();
  });
});

describe('metrics', () => {
  test('count requests by operation, and are for this machine alone', async () => {
    const { body } = await house.call<string>('/metrics');
    expect(body).toMatch(/sycee_http_request_seconds_count\{operation="readAmount",status="400"\}/);
    expect(body).toMatch(/sycee_outbox_lag_seconds\{subscriber="platform.live"\} \d/);
    const reply = await house.http.inject({ url: '/metrics', remoteAddress: '10.1.2.3' });
    expect(reply.statusCode).toBe(404);
  });
});

function session(request: TestRequest): TestRequest {
  return { session: sessionOf(), body: { text: 'x' }, ...request };
}

function keyRequired(): string {
  return 'platform.idempotency_key_required';
}

type Row = [name: string, path: string, request: TestRequest, status: number, code: string];

function amount2(more: object) {
  return { amount: { minor: '1', currency: 'CNY', ...more } };
}
