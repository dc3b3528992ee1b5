// Nobody gets through unseen: what a list says, does not say, and says years later, and how two of
// the staff let somebody go on.

import { uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_DECIDED, runningCases, type CaseDecided } from '#staff';
import { testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { agreeTo } from '../../consents/testing.ts';
import { decideBy, newMember, type TestMember } from '../../staff/testing.ts';
import { BASE_CONSENTS } from '../give-identity.ts';
import type { PartyId } from '../party.ts';
import { showParty } from '../show-party.ts';
import { codeOf, identified, nobodyListed, signInBySms } from '../testing.ts';
import { testIdNumber, testPhone } from '../testing.ts';
import { hearScreeningDecisions } from './hear-decisions.ts';
import { noteSameCard } from './note-twins.ts';
import type { ListAnswer, WatchList } from './watch-list.ts';
import { rescreen, screenWaiting } from './workers.ts';

let bank: TestDatabase;
let staff: readonly [TestMember, TestMember];
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
  staff = [await newMember(bank, 'Wen'), await newMember(bank, 'Ye')];
});
afterAll(() => bank.close());

const DOWN = { outcome: 'unclear', trouble: 'no answer in time' } as const;
const down: WatchList = { search: async () => DOWN, version: async () => DOWN };

/** A list with the given entries for a name; it counts who was asked about. */
function listing(version: string, byName: Record<string, string[]>) {
  const asked: string[] = [];
  const list: WatchList = {
    search: async (people): Promise<ListAnswer> => {
      asked.push(...people.map(({ key }) => key));
      const hitsOf = (name: string) =>
        (byName[name] ?? []).map((entry) => ({ entry, matched: ['name'] }));
      const hits = new Map(people.map(({ key, name }) => [key, hitsOf(name)]));
      return { outcome: 'searched', listVersion: version, hits };
    },
    version: async () => ({ outcome: 'version', listVersion: version }),
  };
  return { ...list, asked };
}

let people = 0;
async function newcomer(name: string, list: WatchList = nobodyListed): Promise<PartyId> {
  const { caller } = await signInBySms(bank.database, testPhone(++people));
  await bank.database.transact((tx) => agreeTo(tx, caller, ...BASE_CONSENTS));
  const { partyId } = caller;
  await identified(bank.database, { partyId, name, idNumber: testIdNumber(people) }, list);
  return partyId;
}

const isHeld = async (partyId: PartyId) =>
  (await bank.database.read((tx) => showParty(tx, partyId))).underReview;
const casesOf = (partyId: PartyId) => bank.database.read((tx) => runningCases(tx, partyId));
async function decide(partyId: PartyId, outcome: 'approved' | 'rejected', times = 1) {
  const [running] = await casesOf(partyId);
  if (running === undefined) throw new Error('there is nothing to decide');
  await decideBy(bank, staff, { caseId: running.id, outcome });
  const decided = await bank.database.read((tx) =>
    tx.query<{ id: bigint; payload: CaseDecided }>(
      `select id, payload from platform.outbox_events where topic = $1 and key = $2
       order by id desc limit 1`,
      [CASE_DECIDED, partyId],
    ),
  );
  const [event] = decided;
  if (event === undefined) throw new Error('the decision was not told');
  for (let time = 0; time < times; time++) {
    await bank.database.transact((tx) =>
      hearScreeningDecisions.handle(tx, { ...event, topic: CASE_DECIDED, key: partyId }),
    );
  }
}
async function rescreenAll(list: WatchList) {
  bank.clock.advance(60);
  while (await rescreen(bank.database, list));
}

describe('a newcomer', () => {
  test('who is on no list goes on at once', async () => {
    expect(await isHeld(await newcomer('何安然'))).toBe(false);
  });

  test('who is on one is held, and the staff have a case with what was found', async () => {
    const partyId = await newcomer('司徒玄夜', listing('1', { 司徒玄夜: ['SL-1'] }));
    expect(await isHeld(partyId)).toBe(true);
    expect(await casesOf(partyId)).toMatchObject([{ kind: 'watch_list', state: 'open' }]);
  });

  test('what was found cannot be read in the tables', async () => {
    const partyId = await newcomer('司徒玄夜', listing('1', { 司徒玄夜: ['SL-SECRET'] }));
    const rows = await bank.database.read((tx) =>
      tx.query(
        `select s::text as one from parties.screenings s where party_id = $1
         union all select c::text from staff.cases c where party_id = $1`,
        [uuidOf(partyId)],
      ),
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('SL-SECRET');
  });

  test('waits while the list is down, and goes on when it is back', async () => {
    const partyId = await newcomer('何安然', down);
    for (let hour = 0; hour < 5; hour++) {
      expect(await isHeld(partyId)).toBe(true);
      bank.clock.advance(3_600);
      await screenWaiting(bank.database, down);
    }
    expect(await casesOf(partyId)).toEqual([]);
    bank.clock.advance(3_600);
    const list = listing('1', {});
    await screenWaiting(bank.database, list);
    expect(list.asked).toContain(partyId);
    expect(await isHeld(partyId)).toBe(false);
  });

  test('is not asked about by two workers at once, nor before its time', async () => {
    const partyId = await newcomer('何安然', down);
    const list = listing('1', {});
    await screenWaiting(bank.database, list);
    expect(list.asked).not.toContain(partyId);
    bank.clock.advance(60);
    await Promise.all([1, 2, 3, 4].map(() => screenWaiting(bank.database, list)));
    expect(list.asked.filter((key) => key === partyId)).toHaveLength(1);
  });

  test('is asked about again when a worker died over it', async () => {
    const partyId = await newcomer('何安然', down);
    bank.clock.advance(60);
    const dying: WatchList = {
      ...down,
      search: async () => {
        throw new Error('killed');
      },
    };
    await expect(screenWaiting(bank.database, dying)).rejects.toThrow('killed');
    bank.clock.advance(31);
    await screenWaiting(bank.database, listing('1', {}));
    expect(await isHeld(partyId)).toBe(false);
  });
});

describe('the staff', () => {
  const list = listing('1', { 司徒玄夜: ['SL-1'] });

  test('let a namesake go on, who is not held again for the same entry', async () => {
    const partyId = await newcomer('司徒玄夜', list);
    await decide(partyId, 'approved', 2);
    expect(await isHeld(partyId)).toBe(false);
    await rescreenAll(listing('2', { 司徒玄夜: ['SL-1'] }));
    expect(await isHeld(partyId)).toBe(false);
    await rescreenAll(listing('3', { 司徒玄夜: ['SL-1', 'SL-9'] }));
    expect(await isHeld(partyId)).toBe(true);
    expect(await casesOf(partyId)).toHaveLength(1);
  });

  test('hold somebody, who stays held whatever the list says later', async () => {
    const partyId = await newcomer('司徒玄夜', list);
    await decide(partyId, 'rejected');
    await rescreenAll(listing('4', {}));
    expect(await isHeld(partyId)).toBe(true);
  });

  test('a decision about something else lets nobody go', async () => {
    const partyId = await newcomer('司徒玄夜', list);
    const decided = { kind: 'face', party_id: partyId, outcome: 'approved' } as CaseDecided;
    const event = { id: 1n, topic: CASE_DECIDED, key: partyId, payload: decided };
    await bank.database.transact((tx) => hearScreeningDecisions.handle(tx, event));
    expect(await isHeld(partyId)).toBe(true);
  });
});

describe('another version of the list', () => {
  test('has every customer looked up once, in portions, and holds who is found', async () => {
    await rescreenAll(listing('10', {}));
    const [one, other] = [await newcomer('郑文博'), await newcomer('梁雅静')];
    const list = listing('11', { 郑文博: ['SL-5'] });
    await rescreenAll(list);
    expect([await isHeld(one), await isHeld(other)]).toEqual([true, false]);
    expect(new Set(list.asked).size).toBe(list.asked.length);
    const again = listing('11', {});
    await rescreenAll(again);
    expect(again.asked).toEqual([]);
    expect(await isHeld(one)).toBe(true);
  });

  test('nobody who was clear is held because the list is down', async () => {
    const partyId = await newcomer('何安然');
    await rescreenAll({
      ...down,
      version: async () => ({ outcome: 'version', listVersion: '12' }),
    });
    expect(await isHeld(partyId)).toBe(false);
    bank.clock.advance(400);
    await rescreenAll(listing('12', { 何安然: ['SL-6'] }));
    expect(await isHeld(partyId)).toBe(true);
  });
});

describe('who may be here twice', () => {
  test('the same card is a case at once, until the staff have decided', async () => {
    const [one, other] = [await newcomer('吴一诺'), await newcomer('吴子涵')];
    await bank.database.transact((tx) => noteSameCard(tx, one, [other]));
    expect([await isHeld(one), await isHeld(other)]).toEqual([true, false]);
    expect(await casesOf(one)).toMatchObject([{ kind: 'duplicate_person' }]);
    await decide(one, 'approved');
    expect(await isHeld(one)).toBe(false);
    await bank.database.transact((tx) => noteSameCard(tx, one, [other]));
    expect(await isHeld(one)).toBe(false);
  });

  test('a namesake of the same birthday is noted, and goes on', async () => {
    const one = await newcomer('周 思远');
    const other = await newcomer('周思远');
    const noted = await bank.database.read((tx) =>
      tx.query(
        `select kind from parties.twin_signals where party_id = $1 and other_party_id = $2`,
        [uuidOf(other), uuidOf(one)],
      ),
    );
    expect(noted).toEqual([{ kind: 'same_name_and_birth' }]);
    expect(await isHeld(other)).toBe(false);
  });

  test('whoever tries the id numbers of two others is held; the two are not', async () => {
    const victims = [await newcomer('钱明月'), await newcomer('孙云帆')];
    const numbers = [testIdNumber(people - 1), testIdNumber(people)];
    const { caller } = await signInBySms(bank.database, testPhone(++people));
    await bank.database.transact((tx) => agreeTo(tx, caller, ...BASE_CONSENTS));
    const { partyId } = caller;
    for (const idNumber of numbers) {
      const given = identified(bank.database, { partyId, name: '许嘉树', idNumber });
      expect(await codeOf(given)).toBe('parties.identity_unavailable');
    }
    const own = { partyId, name: '许嘉树', idNumber: testIdNumber(people) };
    await identified(bank.database, own);
    expect(await isHeld(partyId)).toBe(true);
    expect(await casesOf(partyId)).toMatchObject([{ kind: 'duplicate_person' }]);
    expect(await Promise.all(victims.map(isHeld))).toEqual([false, false]);
  });
});
