// The reader as the bank meets it: specimens that were drawn for this, over the signed protocol.

import { encode } from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { drawBack, drawFront } from '../id-cards/index.ts';
import { residentIdOf } from '../people/resident-id.ts';
import { testWorld, type TestWorld } from '../testing.ts';

const LONG = { timeout: 120_000 };

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const read = (front: Uint8Array | string, back?: Uint8Array) =>
  world.signed({
    path: '/document-reader/v1/readings',
    body: {
      reference: 'doc_1',
      front: typeof front === 'string' ? front : base64(front),
      ...(back && { back: base64(back) }),
    },
  });

describe('the document reader', LONG, () => {
  test.each([
    ['林小雨', residentIdOf('11010119900307007')],
    ['欧阳思远', residentIdOf('31010419881231001')],
    ['周明月', residentIdOf('44010619751109332')],
  ])('reads the specimen of %s', async (name, idNumber) => {
    const back = drawBack({ from: '2016-01-01', until: '2036-01-01' });
    const answer = await read(drawFront({ name, idNumber }), back);
    expect(answer).toEqual({
      status: 200,
      signed: true,
      body: { name, id_number: idNumber, valid_until: '2036-01-01' },
    });
  });

  test('says of a picture without a card that it read nothing', async () => {
    const data = new Uint8Array(800 * 500 * 4).fill(200);
    const blank = encode({ width: 800, height: 500, data }, 80).data;
    expect(await read(blank)).toMatchObject({ status: 422, body: { code: 'unreadable' } });
  });

  test('survives what is no picture, and reads the next', async () => {
    const cut = drawFront({ name: '林小雨', idNumber: residentIdOf('11010119900307007') });
    const broken = [base64(Buffer.from('no picture at all')), base64(cut.slice(0, 200))];
    for (const sent of broken) expect((await read(sent)).status).toBe(422);
    expect((await read(cut)).status).toBe(200);
  });

  test('answers nobody but the bank', async () => {
    const body = { reference: 'doc_1', front: 'AAAA' };
    const reply = await world.open({ method: 'POST', path: '/document-reader/v1/readings', body });
    expect(reply.status).toBe(401);
  });

  test('a specimen of a demo person is there for who wants to try it', async () => {
    const people = await world.open({ path: '/control/people' });
    const [person] = people.body['items'] as { id_number: string; name: string }[];
    const card = await world.open({ path: `/control/id-cards/${person?.id_number}` });
    const answer = await read(String(card.body['front']));
    expect(answer.body).toMatchObject({ name: person?.name, id_number: person?.id_number });
    expect((await world.open({ path: '/control/id-cards/110101199003070070' })).status).toBe(404);
  });
});
