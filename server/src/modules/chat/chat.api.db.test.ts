// Chat from outside: two people meet and talk, a group lives, and every refusal.

import { isoOf, uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../testing.ts';
import { connectLive, liveAddress } from '../../platform/testing/live-connection.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../parties/testing.ts';
import { chatRefusals } from './refusals.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Me = { id: string; session: Session; phone: string };
type Shown = { id: string; name: string; unread: number; role: string; last_seq: string };
type Said = { seq: string; kind: string; text: string | null; author_id: string };
type Request = { id: string; state: string; direction: string; person: { party_id: string } };

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

let people = 0;
async function newcomer(): Promise<Me> {
  const number = 40_000 + people++;
  const phone = testPhone(number);
  const session = await bank.signIn(phone);
  const idNumber = testIdNumber(number % 1_000);
  const { body } = await bank.identify(session, { name: '林小雨', id_number: idNumber });
  await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
  return { id: body.id, session, phone };
}

const provoked = new Set<string>();
function expectRefusal(reply: { status: number; body: object }, status: number, code: string) {
  provoked.add(code);
  expect(reply).toMatchObject({ status, body: { code, money_moved: 'no' } });
}

const as =
  (me: Me) =>
  <Body extends object>(method: Method, path: string, body?: object) =>
    bank.call<Body>(path, { method, session: me.session, ...(body && { body }) });

const ask = (me: Me, to: object, hello = 'hi') =>
  as(me)<Request>('POST', '/v1/chat/contact-requests', { to, hello });
const answer = (me: Me, id: string, given: string) =>
  as(me)<Request>('POST', `/v1/chat/contact-requests/${id}/answer`, { answer: given });
const direct = (me: Me, other: Me) =>
  as(me)<Shown>('POST', '/v1/conversations/direct', { party_id: other.id });
let sent = 0;
const say = (me: Me, id: string, text: string, more: object = {}) =>
  as(me)<Said>('POST', `/v1/conversations/${id}/entries`, {
    client_id: `client-${sent++}`,
    text,
    ...more,
  });
const read = (me: Me, id: string, query = '') =>
  as(me)<{ items: Said[] }>('GET', `/v1/conversations/${id}/entries${query}`);
const group = (me: Me, name: string, ...members: Me[]) =>
  as(me)<Shown>('POST', '/v1/groups', { name, members: members.map(({ id }) => id) });

async function friendsOf(me: Me, count: number): Promise<Me[]> {
  const others: Me[] = [];
  for (let index = 0; index < count; index++) {
    const other = await newcomer();
    const { body } = await ask(me, { phone: other.phone });
    await answer(other, body.id, 'accepted');
    others.push(other);
  }
  return others;
}

async function two(): Promise<[Me, Me, string]> {
  const me = await newcomer();
  const [other] = (await friendsOf(me, 1)) as [Me];
  return [me, other, (await direct(me, other)).body.id];
}

describe('to become contacts', () => {
  test('one asks by phone, the other accepts, and a conversation says so', async () => {
    const [me, other] = [await newcomer(), await newcomer()];
    const asked = await ask(me, { phone: other.phone });
    expect(asked).toMatchObject({ status: 201, body: { state: 'waiting', direction: 'out' } });
    const seen = await as(other)<{ items: Request[] }>('GET', '/v1/chat/contact-requests');
    expect(seen.body.items).toMatchObject([{ direction: 'in', hello: 'hi', state: 'waiting' }]);
    expect(await answer(other, asked.body.id, 'accepted')).toMatchObject({ status: 200 });
    const list = await as(me)<{ items: Shown[] }>('GET', '/v1/conversations');
    expect(list.body.items).toMatchObject([{ kind: 'direct', last_seq: '1', unread: 0 }]);
    expectRefusal(await ask(me, { phone: other.phone }), 409, 'chat.already_a_contact');
  });

  test('a personal code does as well, until it is made anew; both asking is enough', async () => {
    const [me, other] = [await newcomer(), await newcomer()];
    const card = await as(me)<{ card: string }>('PUT', '/v1/chat/card', { anew: false });
    const again = await as(me)<{ card: string }>('PUT', '/v1/chat/card', { anew: false });
    expect(again.body.card).toBe(card.body.card);
    expect(await ask(other, { card: card.body.card })).toMatchObject({ status: 201 });
    expect(await ask(me, { phone: other.phone })).toMatchObject({ body: { state: 'accepted' } });
    await as(me)('PUT', '/v1/chat/card', { anew: true });
    const third = await newcomer();
    expectRefusal(await ask(third, { card: card.body.card }), 404, 'chat.person_not_found');
  });

  test('nobody is found by an id alone, nor oneself, and one asks so often a day', async () => {
    const [me, other] = [await newcomer(), await newcomer()];
    expectRefusal(await ask(me, { party_id: other.id }), 404, 'chat.person_not_found');
    expectRefusal(await ask(me, { party_id: me.id }), 409, 'chat.person_is_self');
    const stranger = await ask(me, { phone: testPhone(99_999_999) });
    expect(stranger).toMatchObject({ status: 404, body: { code: 'parties.payee_not_found' } });
    expectRefusal(await ask(me, { phone: other.phone }, 'x'.repeat(61)), 400, 'chat.text_invalid');
    // Taking back and asking again is no way around the day's limit.
    await bank.database.transact((tx) =>
      tx.query(
        `insert into chat.contact_requests (id, from_id, to_id, hello, state, asked_at, answered_at)
         select gen_random_uuid(), $1, $2, '', 'withdrawn', $3, $3 from generate_series(1, 50)`,
        [uuidOf(me.id), uuidOf(other.id), isoOf(tx.now)],
      ),
    );
    expectRefusal(await ask(me, { phone: other.phone }), 429, 'chat.request_limit_reached');
  });

  test('a request is answered once, by whom it was made to; declined, it waits on', async () => {
    const [me, other] = [await newcomer(), await newcomer()];
    const { body } = await ask(me, { phone: other.phone });
    expectRefusal(await answer(me, body.id, 'accepted'), 404, 'chat.request_not_found');
    expect(await answer(other, body.id, 'declined')).toMatchObject({ status: 200 });
    const own = await as(me)<{ items: Request[] }>('GET', '/v1/chat/contact-requests');
    expect(own.body.items).toMatchObject([{ direction: 'out', state: 'waiting' }]);
    expectRefusal(await answer(other, body.id, 'accepted'), 404, 'chat.request_not_found');
    expectRefusal(
      await as(me)('DELETE', `/v1/chat/contact-requests/${body.id}`),
      404,
      'chat.request_not_found',
    );
  });

  test('who is blocked asks in vain and does not see why', async () => {
    const [me, other] = [await newcomer(), await newcomer()];
    expect(await as(other)('PUT', `/v1/chat/blocks/${me.id}`)).toMatchObject({ status: 204 });
    expectRefusal(await as(me)('PUT', `/v1/chat/blocks/${me.id}`), 409, 'chat.person_is_self');
    expect(await ask(me, { phone: other.phone })).toMatchObject({ body: { state: 'waiting' } });
    const seen = await as(other)<{ items: Request[] }>('GET', '/v1/chat/contact-requests');
    expect(seen.body.items).toEqual([]);
    const blocks = await as(other)<{ items: object[] }>('GET', '/v1/chat/blocks');
    expect(blocks.body.items).toMatchObject([{ party_id: me.id }]);
    await as(other)('DELETE', `/v1/chat/blocks/${me.id}`);
    const later = await as(other)<{ items: Request[] }>('GET', '/v1/chat/contact-requests');
    expect(later.body.items).toMatchObject([{ state: 'waiting' }]);
  });

  test('one calls a contact as one likes, and ends it for both', async () => {
    const [me, other, id] = await two();
    const named = await as(me)('PATCH', `/v1/chat/contacts/${other.id}`, { remark: '老林' });
    expect(named).toMatchObject({ body: { name: '老林', nickname: '*小雨', is_contact: true } });
    await as(other)('PUT', '/v1/chat/nickname', { nickname: 'Rain' });
    const contacts = await as(me)<{ items: object[] }>('GET', '/v1/chat/contacts');
    expect(contacts.body.items).toMatchObject([{ name: '老林', nickname: 'Rain' }]);
    const bad = await as(me)('PUT', '/v1/chat/nickname', { nickname: '\u200B' });
    expectRefusal(bad, 400, 'chat.name_invalid');
    expect(await as(other)('DELETE', `/v1/chat/contacts/${me.id}`)).toMatchObject({ status: 204 });
    const gone = await as(me)('PATCH', `/v1/chat/contacts/${other.id}`, { remark: null });
    expectRefusal(gone, 403, 'chat.not_a_contact');
    expectRefusal(await say(me, id, 'still there?'), 403, 'chat.not_a_contact');
    expectRefusal(await direct(me, other), 403, 'chat.not_a_contact');
  });
});

describe('in a conversation', () => {
  test('what is said is there in order, counted as unread, and read', async () => {
    const [me, other, id] = await two();
    for (const text of ['one', 'two', 'three']) await say(me, id, text);
    const shown = await as(other)<Shown>('GET', `/v1/conversations/${id}`);
    expect(shown.body).toMatchObject({ unread: 3, last_seq: '4', last_entry: { text: 'three' } });
    expect((await read(other, id)).body.items.map(({ text }) => text)).toEqual([
      null,
      'one',
      'two',
      'three',
    ]);
    expect((await read(other, id, '?after=2')).body.items.map(({ seq }) => seq)).toEqual([
      '3',
      '4',
    ]);
    const back = await read(other, id, '?before=4&limit=2');
    expect(back.body.items.map(({ seq }) => seq)).toEqual(['2', '3']);
    const position = await as(other)('PUT', `/v1/conversations/${id}/read`, { seq: '999' });
    expect(position.body).toEqual({ read_seq: '4' });
    await as(other)('PUT', `/v1/conversations/${id}/read`, { seq: '1' });
    expect((await as(other)<Shown>('GET', `/v1/conversations/${id}`)).body.unread).toBe(0);
    const mine = await as(me)('GET', `/v1/conversations/${id}`);
    expect(mine.body).toMatchObject({ other_read_seq: '4' });
  });

  test('a message sent again is said once; other words under its id are refused', async () => {
    const [me, , id] = await two();
    const message = { client_id: 'the-same-one', text: 'hello' };
    const path = `/v1/conversations/${id}/entries`;
    const replies = await Promise.all([1, 2, 3].map(() => as(me)<Said>('POST', path, message)));
    expect(new Set(replies.map(({ body }) => body.seq)).size).toBe(1);
    const changed = await as(me)('POST', path, { ...message, text: 'other' });
    expectRefusal(changed, 409, 'chat.message_changed');
    expectRefusal(await say(me, id, ' \u200B '), 400, 'chat.text_invalid');
    expectRefusal(await say(me, id, 'x'.repeat(2_001)), 400, 'chat.text_invalid');
  });

  test('one replies to what stands there, and recalls within two minutes', async () => {
    const [me, other, id] = await two();
    const { body: said } = await say(me, id, 'a secret 秘密');
    const reply = await say(other, id, 'what?', { reply_to: said.seq });
    expect(reply).toMatchObject({ status: 201, body: { about_seq: said.seq } });
    expectRefusal(await say(me, id, 'x', { reply_to: '1' }), 404, 'chat.message_not_found');
    const path = `/v1/conversations/${id}/entries/${said.seq}`;
    expectRefusal(await as(other)('DELETE', path), 404, 'chat.message_not_found');
    const recalled = await as(me)('DELETE', path);
    expect(recalled).toMatchObject({ status: 200, body: { text: null } });
    expect(await as(me)('DELETE', path)).toMatchObject({ status: 200 });
    const items = (await read(other, id, `?after=${said.seq}`)).body.items;
    expect(items.map(({ kind }) => kind)).toEqual(['text', 'recall']);
    const found = await as(other)('GET', '/v1/message-search?q=%E7%A7%98%E5%AF%86');
    expect(found.body).toEqual({ items: [] });
    const { body: old } = await say(me, id, 'old');
    bank.clock.advance(121);
    const late = await as(me)('DELETE', `/v1/conversations/${id}/entries/${old.seq}`);
    expectRefusal(late, 409, 'chat.recall_too_late');
  });

  test('who blocked does not receive, and cannot write either', async () => {
    const [me, other, id] = await two();
    await as(other)('PUT', `/v1/chat/blocks/${me.id}`);
    expectRefusal(await say(me, id, 'hello?'), 403, 'chat.not_received');
    expectRefusal(await say(other, id, 'no'), 403, 'chat.not_a_contact');
  });

  test('nobody else sees it, finds it, or changes anything in it', async () => {
    const [me, , id] = await two();
    await say(me, id, 'between us 我们之间');
    const stranger = await newcomer();
    const path = `/v1/conversations/${id}`;
    const tries = [
      await as(stranger)('GET', path),
      await read(stranger, id),
      await say(stranger, id, 'hi'),
      await as(stranger)('PUT', `${path}/read`, { seq: '1' }),
      await as(stranger)('POST', `${path}/typing`),
      await as(stranger)('PATCH', path, { muted: true }),
      await as(stranger)('GET', `${path}/members`),
      await as(stranger)('DELETE', `${path}/entries/2`),
      await as(stranger)('POST', `/v1/groups/${id}/invites`),
    ];
    for (const reply of tries) expectRefusal(reply, 404, 'chat.conversation_not_found');
    const q = encodeURIComponent('我们');
    expect((await as(stranger)('GET', `/v1/message-search?q=${q}`)).body).toEqual({ items: [] });
    const own = await as(me)<{ items: object[] }>('GET', `/v1/message-search?q=${q}`);
    expect(own.body.items).toMatchObject([{ conversation_id: id }]);
    expect((await as(me)('GET', '/v1/message-search?q=betwe')).body).toMatchObject({
      items: [{ entry: { text: 'between us 我们之间' } }],
    });
    // The pair stands in the index twice, but not the whole.
    const none = encodeURIComponent('间我们');
    expect((await as(me)('GET', `/v1/message-search?q=${none}`)).body).toEqual({ items: [] });
  });

  test('live connections are shown it at once: the words, the reading, the writing', async () => {
    const [me, other, id] = await two();
    const address = await liveAddress(bank.http);
    const { token, device } = other.session;
    const live = connectLive(address, { session_token: token, device_secret: device });
    expect(await live.next()).toEqual({ type: 'ready' });
    const said = await say(me, id, 'live!');
    expect(await live.next()).toEqual({
      type: 'event',
      topic: 'chat.entry',
      id: `${id}:${said.body.seq}`,
      content: { conversation_id: id, entry: said.body },
    });
    await as(me)('POST', `/v1/conversations/${id}/typing`);
    expect(await live.next()).toMatchObject({ topic: 'chat.typing', content: { party_id: me.id } });
    await as(me)('PUT', `/v1/conversations/${id}/read`, { seq: said.body.seq });
    live.socket.close();
  });
});

describe('a group', () => {
  test('is made of contacts, renamed, announced to, and grows', async () => {
    const me = await newcomer();
    const [a, b, c] = (await friendsOf(me, 3)) as [Me, Me, Me];
    const made = await group(me, '周末爬山', a, b);
    expect(made).toMatchObject({ status: 201, body: { member_count: 3, role: 'owner' } });
    const path = `/v1/groups/${made.body.id}`;
    expectRefusal(await group(a, 'x', b), 403, 'chat.not_a_contact');
    expectRefusal(await group(me, '\u202E', a), 400, 'chat.name_invalid');
    expectRefusal(await as(a)('PATCH', path, { name: 'mine' }), 403, 'chat.not_allowed');
    const changed = await as(me)('PATCH', path, { name: '爬山', announcement: '八点集合' });
    expect(changed).toMatchObject({ body: { name: '爬山', announcement: '八点集合' } });
    await as(me)('POST', `${path}/members`, { members: [c.id] });
    await say(me, made.body.id, 'welcome');
    const seen = (await read(c, made.body.id)).body.items;
    expect(seen.map(({ kind }) => kind)).toEqual(['joined', 'text']);
    const members = await as(c)<{ items: { role: string }[] }>(
      'GET',
      `/v1/conversations/${made.body.id}/members`,
    );
    expect(members.body.items.map(({ role }) => role)).toEqual([
      'owner',
      'member',
      'member',
      'member',
    ]);
    const [me2, , id] = await two();
    expectRefusal(
      await as(me2)('PATCH', `/v1/groups/${id}`, { name: 'x' }),
      409,
      'chat.group_needed',
    );
  });

  test('is joined by a sealed invitation, for a week, while its maker is in it', async () => {
    const me = await newcomer();
    const [a] = (await friendsOf(me, 1)) as [Me];
    const { body: made } = await group(me, 'open', a);
    const invite = async (by: Me) =>
      (await as(by)<{ invite: string }>('POST', `/v1/groups/${made.id}/invites`)).body.invite;
    const [byA, byMe] = [await invite(a), await invite(me)];
    const guest = await newcomer();
    const join = (who: Me, token: string) =>
      as(who)<Shown>('POST', '/v1/groups/joined', { invite: token });
    expect(await join(guest, byA)).toMatchObject({ status: 200, body: { member_count: 3 } });
    expect(await join(guest, byA)).toMatchObject({ status: 200, body: { member_count: 3 } });
    const forged = `${byA.slice(0, 20)}${byA[20] === 'A' ? 'B' : 'A'}${byA.slice(21)}`;
    expectRefusal(await join(guest, forged), 404, 'chat.invite_invalid');
    await as(a)('DELETE', `/v1/groups/${made.id}/membership`);
    const late = await newcomer();
    expectRefusal(await join(late, byA), 404, 'chat.invite_invalid');
    bank.clock.advance(7 * 86_400);
    expectRefusal(await join(late, byMe), 404, 'chat.invite_invalid');
  });

  test('keeps its order: owner, admins, members; who is out sees nothing more', async () => {
    const me = await newcomer();
    const [a, b, c] = (await friendsOf(me, 3)) as [Me, Me, Me];
    const { body: made } = await group(me, 'order', a, b, c);
    const path = `/v1/groups/${made.id}`;
    const role = (by: Me, of: Me, given: string) =>
      as(by)('PUT', `${path}/members/${of.id}/role`, { role: given });
    expectRefusal(await role(a, b, 'admin'), 403, 'chat.owner_needed');
    expect(await role(me, a, 'admin')).toMatchObject({ status: 204 });
    expectRefusal(await as(b)('DELETE', `${path}/members/${c.id}`), 403, 'chat.not_allowed');
    await say(b, made.id, 'before');
    expect(await as(a)('DELETE', `${path}/members/${b.id}`)).toMatchObject({ status: 204 });
    expectRefusal(await as(a)('DELETE', `${path}/members/${b.id}`), 404, 'chat.member_not_found');
    expectRefusal(await as(a)('DELETE', `${path}/members/${me.id}`), 403, 'chat.owner_needed');
    expectRefusal(await as(me)('DELETE', `${path}/members/${me.id}`), 409, 'chat.owner_stays');
    await say(me, made.id, 'after 之后');
    expectRefusal(await read(b, made.id), 404, 'chat.conversation_not_found');
    const q = encodeURIComponent('之后');
    expect((await as(b)('GET', `/v1/message-search?q=${q}`)).body).toEqual({ items: [] });
    expect((await as(b)('GET', '/v1/message-search?q=before')).body).toMatchObject({
      items: [{ entry: { text: 'before' } }],
    });
    expectRefusal(await as(me)('DELETE', `${path}/membership`), 409, 'chat.owner_stays');
    await role(me, c, 'owner');
    expect(await as(me)('DELETE', `${path}/membership`)).toMatchObject({ status: 204 });
    const rest = await as(c)<Shown>('GET', `/v1/conversations/${made.id}`);
    expect(rest.body).toMatchObject({ role: 'owner', member_count: 2 });
  });

  test('has at most 500 members', async () => {
    const me = await newcomer();
    const [a] = (await friendsOf(me, 1)) as [Me];
    const { body: made } = await group(me, 'full', a);
    await bank.database.transact((tx) =>
      tx.query(
        `insert into chat.members (conversation_id, party_id, role, from_seq, read_seq, muted)
         select conversation_id, gen_random_uuid(), 'member', 0, 0, false
           from chat.members, generate_series(1, 498)
          where conversation_id = (select conversation_id from chat.members m
            join chat.conversations c on c.id = m.conversation_id and c.name = 'full' limit 1)
            and role = 'owner'`,
      ),
    );
    const { body } = await as(me)<{ invite: string }>('POST', `/v1/groups/${made.id}/invites`);
    const late = await newcomer();
    const joined = await as(late)('POST', '/v1/groups/joined', { invite: body.invite });
    expectRefusal(joined, 409, 'chat.group_full');
  });
});

test('every refusal of this module was provoked', () => {
  // These in the tests of pictures and files.
  const elsewhere = ['file_too_large', 'image_invalid', 'attachment_not_found'];
  const rest = Object.keys(chatRefusals).filter((code) => !provoked.has(code));
  expect(rest).toEqual(elsewhere.map((code) => `chat.${code}`));
});
