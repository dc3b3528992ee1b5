// Sessions and devices: who is let in, for how long, and how they end.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { authenticate } from './authenticate.ts';
import { endOtherSessions, endSession } from './end-sessions.ts';
import { selectLiveSessions } from './store-sessions.ts';
import { codeOf, signInBySms, testPhone } from './testing.ts';

const DAY = 86_400;

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

let phones = 0;
const newSession = () => signInBySms(bank.database, testPhone(++phones));

type Credentials = { sessionToken: string; deviceSecret: string };
const enter = async ({ sessionToken, deviceSecret }: Credentials) =>
  (await bank.database.transact((tx) => authenticate(tx, [{ sessionToken, deviceSecret }])))[0];

async function twoSessions() {
  const phone = testPhone(++phones);
  const first = await signInBySms(bank.database, phone);
  bank.clock.advance(60);
  return { first, second: await signInBySms(bank.database, phone) };
}

describe('a session', () => {
  test('lets in its token with its device secret', async () => {
    const session = await newSession();
    expect(await enter(session)).toEqual(session.caller);
  });

  test('does not let in a stolen token with another device secret', async () => {
    const [mine, thief] = [await newSession(), await newSession()];
    const stolen = { sessionToken: mine.sessionToken, deviceSecret: thief.deviceSecret };
    expect(await enter(stolen)).toBeUndefined();
    expect(await enter({ ...stolen, deviceSecret: '' })).toBeUndefined();
    expect(await enter(mine)).toBeDefined();
  });

  test.each(['', 'x', 'a'.repeat(4096)])('does not let in the token %j', async (sessionToken) => {
    expect(await enter({ sessionToken, deviceSecret: 'x' })).toBeUndefined();
  });

  test('ends after 30 idle days', async () => {
    const session = await newSession();
    bank.clock.advance(30 * DAY - 1);
    expect(await enter(session)).toBeDefined();
    bank.clock.advance(30 * DAY);
    expect(await enter(session)).toBeUndefined();
  });

  test('ends after 90 days, however busy', async () => {
    const session = await newSession();
    for (let weeks = 0; weeks < 12; weeks++) {
      bank.clock.advance(7 * DAY);
      expect(await enter(session)).toBeDefined();
    }
    bank.clock.advance(6 * DAY);
    expect(await enter(session)).toBeUndefined();
  });

  test('is noted as seen once a minute', async () => {
    const session = await newSession();
    const signedInAt = bank.clock.now();
    bank.clock.advance(59);
    await enter(session);
    expect(await seenAt(session.caller.partyId)).toBe(signedInAt);
    bank.clock.advance(1);
    await enter(session);
    expect(await seenAt(session.caller.partyId)).toBe(bank.clock.now());
  });

  test('is in the database without its token or its device secret', async () => {
    const session = await newSession();
    const [row] = await bank.database.read((tx) =>
      tx.query<{ text: string }>(
        `select string_agg(s::text || d::text, '') as text
         from parties.sessions s join parties.devices d on d.id = s.device_id`,
      ),
    );
    expect(row?.text).not.toContain(session.sessionToken);
    expect(row?.text).not.toContain(session.deviceSecret);
  });
});

describe('ending sessions', () => {
  test('one ends at once, the other goes on', async () => {
    const { first, second } = await twoSessions();
    await bank.database.transact((tx) => endSession(tx, second.caller, first.caller.sessionId));
    expect(await enter(first)).toBeUndefined();
    expect(await enter(second)).toBeDefined();
  });

  test('all others end at once', async () => {
    const { first, second } = await twoSessions();
    await bank.database.transact((tx) => endOtherSessions(tx, first.caller));
    expect(await enter(second)).toBeUndefined();
    expect(await enter(first)).toBeDefined();
  });

  test('the list shows what is open, the last seen first', async () => {
    const { first, second } = await twoSessions();
    const { partyId } = first.caller;
    const list = () => bank.database.read((tx) => selectLiveSessions(tx, partyId));
    expect((await list()).map(({ id }) => id)).toEqual([second.session.id, first.session.id]);
    await bank.database.transact((tx) => endSession(tx, first.caller, second.session.id));
    expect((await list()).map(({ id }) => id)).toEqual([first.session.id]);
  });

  test("another party's session is as unknown as none, and stays open", async () => {
    const [mine, other] = [await newSession(), await newSession()];
    const end = (id: typeof mine.session.id) =>
      codeOf(bank.database.transact((tx) => endSession(tx, mine.caller, id)));
    expect(await end(other.session.id)).toBe('parties.session_not_found');
    expect(await end('sess_01k7xw2v9yfq3r8t5m4n6p0abc')).toBe('parties.session_not_found');
    expect(await enter(other)).toBeDefined();
  });
});

async function seenAt(partyId: `party_${string}`) {
  const [session] = await bank.database.read((tx) => selectLiveSessions(tx, partyId));
  return session?.lastSeenAt;
}
