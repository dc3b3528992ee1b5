// Ways to become somebody else, or to take what is theirs, tried from outside against the whole
// bank: other people's cards and id numbers, phones that are asked out, stolen cookies.

import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardBank } from '#payments';
import type { Tx } from '#platform';
import { nobodyListed, TEST_PIN, testIdNumber, testPhone } from './modules/parties/testing.ts';
import { requestPhoneCode, usePhoneCode } from './modules/parties/testing.ts';
import { cny, signUp } from './modules/payments/testing/app-customer.ts';
import { testCardBank, testCardNumber } from './modules/payments/testing.ts';
import { testBank, type TestBank } from './testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Reply = { status: number; body: Record<string, unknown> };

const LONG = { timeout: 120_000 };
const VICTIM = { name: '梁雅静', id_number: testIdNumber(501), phone: testPhone(70_001) };
const THEIR_CARD = testCardNumber(77);

/** A card bank that knows whose the victim's card is, and compares all four factors. */
const sms: string[] = [];
const cardBank: CardBank = {
  ...testCardBank(),
  checkFactors: async (reference, { name, idNumber, cardNumber, phone }) => {
    const isTheirs =
      cardNumber !== THEIR_CARD ||
      (name === VICTIM.name && idNumber === VICTIM.id_number && phone === VICTIM.phone);
    if (!isTheirs) return { outcome: 'mismatch' };
    sms.push(phone);
    return { outcome: 'sent', verificationId: `bank_${reference}` };
  },
};

/** Holds answers of the list back, so that many are on their way at once. */
let gate: Promise<void> = Promise.resolve();
const watchList = {
  ...nobodyListed,
  search: async (people: Parameters<typeof nobodyListed.search>[0]) => {
    await gate;
    return nobodyListed.search(people);
  },
};

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank({ cardBank, watchList });
}, LONG.timeout);
afterAll(() => bank.close());

let people = 70_100;
const stranger = async (): Promise<Session & { phone: string }> => {
  const phone = testPhone(++people);
  return { ...(await bank.signIn(phone)), phone };
};
const put = (path: string, session: Session, body: object): Promise<Reply> =>
  bank.call(path, { method: 'PUT', session, body });

describe('the card of somebody else', () => {
  const bind = (session: Session, phone: string) =>
    bank.call('/v1/cards', { session, body: { card_number: THEIR_CARD, phone } });

  test('is not linked by another person, whatever phone they give', async () => {
    const thief = await stranger();
    await bank.identify(thief, { name: VICTIM.name, id_number: testIdNumber(502) });
    const answers = [await bind(thief, VICTIM.phone), await bind(thief, thief.phone)];
    const other = await stranger();
    await bank.identify(other, { name: '何安然', id_number: testIdNumber(503) });
    answers.push(await bind(other, VICTIM.phone));
    const said = answers.map(({ status, body }) => [status, body['code'], body['detail']]);
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(said[0]?.slice(0, 2)).toEqual([422, 'payments.card_not_verified']);
    expect(sms).toEqual([]);
  });

  test('is not found by trying: ten checks a day', async () => {
    const thief = await stranger();
    await bank.identify(thief, { name: '何安然', id_number: testIdNumber(504) });
    const codes: unknown[] = [];
    for (let time = 0; time < 12; time++) {
      codes.push((await bind(thief, testPhone(70_050 + time))).body['code']);
    }
    const compared = codes.filter((code) => code === 'payments.card_not_verified').length;
    expect(compared).toBeLessThanOrEqual(10);
    expect(codes.at(-1)).toBe('payments.too_many_card_checks');
  });

  test('is not confirmed in another session of another person', async () => {
    const victim = await bank.signIn(VICTIM.phone);
    await bank.identify(victim, VICTIM);
    const { body } = await bind(victim, VICTIM.phone);
    const path = `/v1/card-verifications/${String(body['verification_id'])}/confirmation`;
    const thief = await stranger();
    await bank.identify(thief, { name: '何安然', id_number: testIdNumber(505) });
    const stolen = await bank.call(path, { session: thief, body: { code: '123456' } });
    expect(stolen).toMatchObject({
      status: 404,
      body: { code: 'payments.card_verification_not_found' },
    });
    expect((await bank.call(path, { session: victim, body: { code: '123456' } })).status).toBe(201);
  });
});

describe('one id number, many who give it at the same moment', () => {
  test('has one holder, also while the list takes its time', async () => {
    const racers = await Promise.all(Array.from({ length: 6 }, stranger));
    for (const racer of racers) await bank.agree(racer);
    let open = () => {};
    gate = new Promise((resolve) => (open = resolve));
    const id_number = testIdNumber(506);
    const racing = racers.map((racer) =>
      put('/v1/me/identity', racer, { name: '何安然', id_number }),
    );
    setTimeout(open, 200);
    const answers = await Promise.all(racing);
    const statuses = answers.map(({ status }) => `${status}`).toSorted();
    expect(statuses).toEqual(['200', '409', '409', '409', '409', '409']);
    const states = await Promise.all(
      racers.map(async (session) => String((await bank.call('/v1/me', { session })).body['state'])),
    );
    expect(states.toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'identity_needed'),
      'pin_needed',
    ]);
  });

  test('a person who gives two at the same moment has one', async () => {
    const person = await stranger();
    await bank.agree(person);
    const numbers = [testIdNumber(507), testIdNumber(508)];
    const answers = await Promise.all(
      numbers.map((id_number) => put('/v1/me/identity', person, { name: '何安然', id_number })),
    );
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['200', '409']);
  });
});

describe('asking out who is a customer', () => {
  /** The statements a use case sends, without their values. */
  async function statementsOf(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
    const sent: string[] = [];
    await bank.database.transact(async (tx) => {
      const counting: Tx = {
        ...tx,
        query: ((sql: string, places?: never) => {
          sent.push(sql);
          return tx.query(sql, places);
        }) as Tx['query'],
      };
      await work(counting);
    });
    return sent;
  }

  test('a code for a customer and for a stranger: the same answer by the same work', async () => {
    const customer = await stranger();
    await bank.identify(customer, { name: '何安然', id_number: testIdNumber(509) });
    await put('/v1/me/pin', customer, { pin: TEST_PIN });
    bank.clock.advance(61);
    const phones = [customer.phone, testPhone(++people)];
    const asked = await Promise.all(
      phones.map((phone) => bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } })),
    );
    expect(asked.map(({ status }) => status)).toEqual([202, 202]);
    expect(asked[0]?.body).toEqual(asked[1]?.body);
    bank.clock.advance(61);
    const work = await Promise.all(
      phones.map((phone) =>
        statementsOf((tx) => requestPhoneCode(tx, { phone, purpose: 'sign_in', locale: 'en' })),
      ),
    );
    expect(work[0]).toEqual(work[1]);
    expect(work[0]?.length).toBeGreaterThan(1);
  });

  test('a wrong code of either: the same answer by the same work', async () => {
    const customer = await stranger();
    bank.clock.advance(61);
    const phones = [customer.phone, testPhone(++people)];
    for (const phone of phones) {
      await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
    }
    const device = { name: 'Test', platform: 'web' };
    const shown = await Promise.all(
      phones.map((phone) => bank.call('/v1/sessions', { body: { phone, code: '000000', device } })),
    );
    const [one, other] = shown.map(({ body }) => ({ ...body, request_id: '' }));
    expect(one).toEqual(other);
    const work = await Promise.all(
      phones.map((phone) =>
        statementsOf((tx) => usePhoneCode(tx, { phone, code: '000001', purpose: 'sign_in' })),
      ),
    );
    expect(work[0]).toEqual(work[1]);
  });
});

describe('a code', () => {
  test('is guessed at fifty times a day at most, however often it is sent', LONG, async () => {
    const phone = testPhone(++people);
    const device = { name: 'Test', platform: 'web' };
    const codes: unknown[] = [];
    for (let sent = 0; sent < 12; sent++) {
      await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
      const guesses = Array.from({ length: 8 }, (_, at) => String(at).padStart(6, '0'));
      const answers = await Promise.all(
        guesses.map((code) => bank.call('/v1/sessions', { body: { phone, code, device } })),
      );
      codes.push(...answers.map(({ body }) => body['code']));
      bank.clock.advance(61);
    }
    // Of five tries with one code the last is answered as over.
    expect(codes.filter((code) => code === 'parties.code_wrong').length).toBeLessThanOrEqual(40);
    expect(codes.every((code) => code !== undefined)).toBe(true);
  });
});

type Document = { paths: Record<string, Record<string, { security?: object[] }>> };

test('a stolen cookie opens no route at all on another device', LONG, async () => {
  const victim = await signUp(bank, {
    name: '苏云帆',
    phone: testPhone(++people),
    id_number: testIdNumber(510),
  });
  const thief = await stranger();
  const { body } = await bank.call<Document>('/openapi.json');
  const asked: string[] = [];
  const open: string[] = [];
  for (const [path, operations] of Object.entries(body.paths)) {
    for (const [method, { security = [] }] of Object.entries(operations)) {
      if (!JSON.stringify(security).includes('session')) continue;
      const { status } = await bank.http
        .inject({
          method: method.toUpperCase() as 'GET',
          url: path.replaceAll(/\{(\w+)\}/g, 'x'),
          headers: {
            cookie: `sycee_session=${victim.session.token}`,
            'sycee-device': thief.device,
            'idempotency-key': 'abcdefghijklmnopqrstuvwx',
            'sycee-proof': 'a-proof',
            'content-type': 'application/json',
          },
          payload: '{}',
        })
        .then(({ statusCode }) => ({ status: statusCode }));
      asked.push(`${method} ${path}`);
      if (status !== 401) open.push(`${method} ${path}: ${status}`);
    }
  }
  expect(asked.length).toBeGreaterThan(50);
  expect(open).toEqual([]);
});

describe('what is somebody else’s', () => {
  test('is not copied or deleted by a stolen session with a proof of one’s own', LONG, async () => {
    const [victim, thief] = [
      await signUp(bank, {
        name: '周思远',
        phone: testPhone(++people),
        id_number: testIdNumber(511),
      }),
      await signUp(bank, {
        name: '何安然',
        phone: testPhone(++people),
        id_number: testIdNumber(512),
      }),
    ];
    const own = await thief.proof();
    for (const proof of [undefined, own, 'a-guess']) {
      const given = { session: victim.session, ...(proof !== undefined && { proof }) };
      const answers = [
        await bank.call('/v1/me/exports', { method: 'POST', ...given }),
        await bank.call('/v1/me', { method: 'DELETE', ...given }),
        await bank.call('/v1/me/name-corrections', {
          ...given,
          body: { name: '何安然', reason: 'mine' },
        }),
      ];
      expect(answers.map(({ status }) => status >= 400)).toEqual([true, true, true]);
      expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('周思远');
    }
    expect((await victim.get<{ name: string }>('/v1/me')).body.name).toBe('周思远');
    // One's own proof was not used up by others' doors, and opens one's own.
    const mine = await bank.call('/v1/me/exports', {
      method: 'POST',
      session: thief.session,
      proof: await thief.proof(),
    });
    expect(JSON.stringify(mine.body)).not.toContain('周思远');
    assert.equal(mine.status, 200);
  });

  test('is not paid away from a session whose PIN the thief does not know', LONG, async () => {
    const victim = await signUp(bank, {
      name: '吴文博',
      phone: testPhone(++people),
      id_number: testIdNumber(513),
    });
    await victim.post('/v1/accounts');
    const body = { to_party_id: victim.partyId, amount: cny(1), arrival: 'instant' };
    const answers = [
      await bank.call('/v1/transfers', { session: victim.session, key: true, body }),
      await bank.call('/v1/transfers', { session: victim.session, key: true, proof: 'x', body }),
    ];
    expect(answers.map(({ body: said }) => said['code'])).toEqual([
      'platform.proof_required',
      'platform.proof_invalid',
    ]);
  });
});
