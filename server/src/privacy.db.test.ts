// What a person gets out of the bank about themselves, and what is left when they leave: a copy for
// who has the PIN and nobody else, and nothing readable that no law asks for.

import { uuidOf, type Id } from '@sycee/kit';
import type { Caller } from '#platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreeTo } from './modules/consents/testing.ts';
import { testIdNumber } from './modules/parties/testing.ts';
import { bindCard, cny, openAccount, signUp } from './modules/payments/testing/app-customer.ts';
import type { AppCustomer, Problem } from './modules/payments/testing/app-customer.ts';
import { testCardBank, testCardNumber } from './modules/payments/testing.ts';
import { asOwner } from './platform/testing/as-owner.ts';
import { auditOf } from './platform/testing.ts';
import { testBank, type TestBank } from './testing.ts';

type Export = {
  format: string;
  party_id: string;
  sections: Record<string, Record<string, unknown>>;
};

const cardBank = testCardBank();
let bank: TestBank;
let lin: AppCustomer;
let chen: AppCustomer;
let linCard: string;

beforeAll(async () => {
  bank = await testBank({ cardBank });
  lin = await person(1, '林小雨');
  chen = await person(2, '陈浩');
  linCard = await card(lin, 1);
  for (const one of [lin, chen]) await openAccount(one);
  await lin.pay('/v1/top-ups', { card_id: linCard, amount: cny(10_000) });
  await bank.settle();
  // Two orders of one instant have no order in time.
  bank.clock.advance(1);
  const amount = cny(2_500);
  const order = { to_party_id: chen.partyId, amount, arrival: 'instant', note: '晚饭' };
  await lin.pay('/v1/transfers', order);
  await agree(lin, 'terms_of_use', 'biometrics_face', 'marketing');
}, 60_000);
afterAll(() => bank.close());

function person(number: number, name: string): Promise<AppCustomer> {
  const phone = `+861380000000${number}`;
  return signUp(bank, { name, phone, id_number: testIdNumber(number) });
}

function card(customer: AppCustomer, serial: number): Promise<string> {
  const asked = { card_number: testCardNumber(serial), phone: '+8613800000001' };
  return bindCard(customer, asked, async () => '123456');
}

const uuid = ({ partyId }: AppCustomer): string => uuidOf(partyId);

async function agree(one: AppCustomer, ...purposes: Parameters<typeof agreeTo>[2][]) {
  await bank.database.transact((tx) => {
    const ids = { sessionId: tx.newId('sess'), deviceId: tx.newId('dev') };
    const partyId = one.partyId as Id<'party'>;
    const caller: Caller = { partyId, ...ids, signedInAt: tx.now };
    return agreeTo(tx, caller, ...purposes);
  });
}

/** What enrolling leaves behind; the enrolment itself has tests of its own. */
async function enrol(one: AppCustomer, kind: 'face' | 'voice') {
  await asOwner(
    bank.url,
    `insert into biometrics.templates values
       ('${uuid(one)}', '${kind}', 'test', 'test.x', now(), now())`,
  );
}

const templatesOf = (one: AppCustomer) =>
  asOwner<{ kind: string }>(
    bank.url,
    `select kind from biometrics.templates where subject = '${uuid(one)}' order by kind`,
  );

const exportFor = async (one: AppCustomer, proof?: string) =>
  bank.call<Export & Problem>('/v1/me/exports', {
    method: 'POST',
    session: one.session,
    ...(proof !== undefined && { proof }),
  });
const close = async (one: AppCustomer, proof?: string) =>
  bank.call<{ kept: { until: string }[]; deleted: string[] } & Problem>('/v1/me', {
    method: 'DELETE',
    session: one.session,
    ...(proof !== undefined && { proof }),
  });

describe('a copy of everything', () => {
  test('holds what every room knows, and not the numbers of a face', async () => {
    await enrol(lin, 'face');
    const { status, body, headers } = await exportFor(lin, await lin.proof());
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('attachment');
    expect(body).toMatchObject({ format: 'sycee-personal-data', party_id: lin.partyId });
    expect(Object.keys(body.sections)).toEqual(
      expect.arrayContaining([
        'biometrics',
        'consents',
        'deposits',
        'id_document',
        'parties',
        'passkeys',
        'payments',
        'staff',
      ]),
    );
    expect(body.sections).toMatchObject({
      parties: { name: '林小雨', phone: '+8613800000001', resident_id_number: testIdNumber(1) },
      biometrics: { face_enrolled: true, voice_enrolled: false },
      deposits: {
        accounts: [{ balance: '75.00', movements: [{ note: '晚饭', amount: '25.00' }, {}] }],
      },
      payments: { orders: [{ note: '晚饭' }, { kind: 'top_up' }], cards: [{ last4: '1234' }] },
    });
    expect(JSON.stringify(body)).not.toMatch(/test\.x|tok_|argon2/);
  });

  test('is for who has the PIN: a stolen session alone gets nothing', async () => {
    expect((await exportFor(lin)).body.code).toBe('platform.proof_required');
    expect((await exportFor(lin, 'guessed')).body.code).toBe('platform.proof_invalid');
    expect((await close(lin)).body.code).toBe('platform.proof_required');
    const other = await exportFor(lin, await chen.proof());
    expect(other.body.code).toBe('platform.proof_invalid');
    const proof = await lin.proof();
    expect((await exportFor(lin, proof)).status).toBe(200);
    expect((await exportFor(lin, proof)).body.code).toBe('platform.proof_invalid');
  });

  test("is one's own, whoever's id is asked for", async () => {
    const asked = await bank.call<Problem>(`/v1/me/exports?party_id=${lin.partyId}`, {
      method: 'POST',
      session: chen.session,
      proof: await chen.proof(),
    });
    expect(asked.body.code).toBe('platform.invalid_request');
    const { body } = await exportFor(chen, await chen.proof());
    expect(body.party_id).toBe(chen.partyId);
    expect(JSON.stringify(body)).not.toContain(testIdNumber(1));
    expect(JSON.stringify(body)).not.toContain('13800000001');
  });
});

describe('a consent for the face taken back', () => {
  test('deletes the face and leaves the voice', async () => {
    await enrol(chen, 'face');
    await enrol(chen, 'voice');
    await agree(chen, 'biometrics_face', 'biometrics_voice');
    await bank.call('/v1/consents/biometrics_face', { method: 'DELETE', session: chen.session });
    await bank.settle();
    expect(await templatesOf(chen)).toEqual([{ kind: 'voice' }]);
  });
});

describe('leaving', () => {
  test('is refused with what to do first while money or orders are there', async () => {
    const preview = await lin.get<{ obstacles: { code: string; text: string }[] }>(
      '/v1/me/closing',
    );
    expect(preview.body.obstacles).toMatchObject([
      { code: 'deposits.balance_left', text: expect.stringContaining('75.00') },
    ]);
    expect((await close(lin, await lin.proof())).body.code).toBe('deposits.balance_left');
    const order = { to_party_id: chen.partyId, amount: cny(7_500), arrival: 'on_acceptance' };
    const held = await lin.pay('/v1/transfers', order);
    expect((await close(lin, await lin.proof())).body.code).toBe('deposits.money_held');
    expect((await lin.get('/v1/me')).status).toBe(200);
    await chen.answer(`/v1/orders/${held.body.id}/acceptance`);
  });

  test('deletes what no law keeps, and tells the rest with reason and day', async () => {
    cardBank.meet('request_lost');
    await lin.pay('/v1/top-ups', { card_id: linCard, amount: cny(100) });
    expect((await close(lin, await lin.proof())).body.code).toBe('payments.orders_open');
    await bank.settle();
    await asOwner(bank.url, `update payments.card_instructions set next_attempt_at = now()`);
    await bank.settle();
    await lin.pay('/v1/withdrawals', { card_id: linCard, amount: cny(100) });
    await bank.settle();
    const { status, body } = await close(lin, await lin.proof());
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.deleted.length).toBeGreaterThan(5);
    expect(new Set(body.kept.map(({ until }) => until))).toEqual(new Set(['2036-01-15']));
    expect(await templatesOf(lin)).toEqual([]);
    const sessions = await bank.call('/v1/me', { session: lin.session });
    expect(sessions.status).toBe(401);
  });

  test('leaves nothing readable of the person in any table', async () => {
    const dump = await everythingIn(bank.url);
    for (const secret of ['林小雨', '13800000001', testIdNumber(1), 'tok_', '$argon2id']) {
      const holders = [...dump].filter(([, text]) => text.includes(secret)).map(([name]) => name);
      expect({ secret, holders }).toEqual({ secret, holders: [] });
    }
    const kept = await asOwner<Record<string, unknown>>(
      bank.url,
      `select d.name, d.platform from parties.devices d where party_id = '${uuid(lin)}'
       union all select token_sealed, number_index::text from payments.cards
        where party_id = '${uuid(lin)}'`,
    );
    expect(kept).toEqual([
      { name: '', platform: '' },
      { name: null, platform: null },
    ]);
  });

  test('is for good: the same phone is a new person, who may use the id number again', async () => {
    bank.clock.advance(120);
    const again = await person(1, '林小雨');
    expect(again.partyId).not.toBe(lin.partyId);
    const { body } = await exportFor(again, await again.proof());
    expect(body.sections['payments']).toMatchObject({ orders: [], cards: [], contacts: [] });
    const { receipts } = body.sections['consents'] as { receipts: { party_id: string }[] };
    expect(receipts.every(({ party_id: whose }) => whose === again.partyId)).toBe(true);
    const payee = await chen.get<{ party_id: string }>('/v1/payees?phone=%2B8613800000001');
    expect(payee.body.party_id).toBe(again.partyId);
  });

  test('refuses money for who has left, and the other side still sees the old orders', async () => {
    const order = { to_party_id: lin.partyId, amount: cny(100), arrival: 'instant' };
    const refused = await chen.pay<Problem>('/v1/transfers', order);
    expect(refused.body).toMatchObject({ money_moved: 'no' });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    const orders = await chen.get<{ items: object[] }>('/v1/orders');
    expect(orders.body.items).toHaveLength(2);
  });

  test('keeps the books sound', async () => {
    const found = await bank.database.read((tx) =>
      auditOf(tx, ['platform', 'ledger', 'consents', 'parties', 'deposits', 'payments']),
    );
    expect(found).toEqual({});
  });

  test('and after the years that the law wants, nobody knows who it was', async () => {
    const known = () =>
      asOwner(
        bank.url,
        `select phone_sealed, name_sealed from parties.parties p
           left join parties.identities i on i.party_id = p.id where p.id = '${uuid(lin)}'`,
      );
    expect(await known()).toMatchObject([{ name_sealed: expect.stringMatching(/^test\./) }]);
    await asOwner(
      bank.url,
      `update parties.parties set kept_until = '2026-01-14' where id = '${uuid(lin)}'`,
    );
    bank.clock.advance(86_400);
    await bank.settle();
    expect(await known()).toEqual([{ phone_sealed: null, name_sealed: null }]);
    const orders = await chen.get<{ items: object[] }>('/v1/orders');
    expect(orders.body.items).toHaveLength(2);
  });
});

/** Every row of every table as text, by table. */
async function everythingIn(url: string): Promise<Map<string, string>> {
  const tables = await asOwner<{ name: string }>(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname !~ '^(pg_|information_schema)'`,
  );
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await asOwner<{ text: string }>(url, `select t::text as text from ${name} t`);
    dump.set(name, rows.map(({ text }) => text).join('\n'));
  }
  return dump;
}
