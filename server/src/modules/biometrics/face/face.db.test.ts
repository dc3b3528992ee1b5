// The face check on a real database: what a challenge lets through, once, and what is left behind.

import { randomUUID } from 'node:crypto';
import { Refusal } from '@sycee/kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditOf, testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { allowAgain } from '../attempts.ts';
import { challengeOf } from '../challenge.ts';
import { forgetBiometrics } from '../forget-biometrics.ts';
import { isEnrolled, templateOf } from '../template.ts';
import { answerFaceChallenge } from './answer-face-challenge.ts';
import type { FaceAnalysis } from './analysis.ts';
import { startFaceChallenge } from './start-face-challenge.ts';
import { FACE_PROMPTS } from './prompts.ts';
import { faceOf, seen, type Act } from './testing/seen.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'biometrics' });
});
afterAll(() => bank.close());
afterEach(async () => {
  expect(await bank.database.read((tx) => auditOf(tx, ['biometrics']))).toEqual({});
});

type Who = { readonly subject: string; readonly sessionId: string };
const someone = (): Who => ({ subject: randomUUID(), sessionId: randomUUID() });

/** Opens a challenge and lets the time pass that its movements take. */
async function start(who: Who, purpose: 'enrol' | 'verify') {
  const challenge = await bank.database.transact((tx) =>
    startFaceChallenge(tx, { ...who, purpose }),
  );
  bank.clock.advance(10);
  return challenge;
}

async function answer(who: Who, challengeId: string, analysis: FaceAnalysis): Promise<string> {
  const word = await bank.database.transact((tx) =>
    answerFaceChallenge(tx, { ...who, challengeId, analysis }),
  );
  return word instanceof Refusal ? word.code : word;
}

let takes = 0;
async function check(who: Who, purpose: 'enrol' | 'verify', act: Act = {}): Promise<string> {
  const { id, prompts } = await start(who, purpose);
  return answer(who, id, seen({ prompts, take: ++takes, ...act }));
}

async function enrolled(person = 1): Promise<Who> {
  const who = someone();
  expect(await check(who, 'enrol', { person })).toBe('accepted');
  return who;
}

const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (error instanceof Refusal ? error.code : error));

const decisionsOf = ({ subject }: Who) =>
  bank.pool
    .query(
      `select purpose, outcome, reasons, scores, thresholds, model from biometrics.decisions
       where subject = $1 order by decided_at, id`,
      [subject],
    )
    .then(({ rows }) => rows as Record<string, unknown>[]);

describe('a person', () => {
  test('enrols a face and is known by it', async () => {
    const who = await enrolled();
    expect(await check(who, 'verify')).toBe('accepted');
    expect(await bank.database.read((tx) => isEnrolled(tx, { ...who, kind: 'face' }))).toBe(true);
  });

  test('is known in another session', async () => {
    const { subject } = await enrolled();
    expect(await check({ subject, sessionId: randomUUID() }, 'verify')).toBe('accepted');
  });

  test('is not taken for another', async () => {
    const who = await enrolled(1);
    expect(await check(who, 'verify', { person: 2 })).toBe('biometrics.not_confirmed');
  });

  test('cannot be verified before an enrolment', async () => {
    expect(await refusalOf(start(someone(), 'verify'))).toBe('biometrics.not_enrolled');
  });

  test('enrols again in the place of the first time', async () => {
    const who = await enrolled(1);
    expect(await check(who, 'enrol', { person: 2 })).toBe('accepted');
    expect(await check(who, 'verify', { person: 1 })).toBe('biometrics.not_confirmed');
    expect(await check(who, 'verify', { person: 2 })).toBe('accepted');
  });

  test('is asked for two different movements, not always the same', async () => {
    const asked = new Set<string>();
    for (let turn = 0; turn < 20; turn++) {
      const { prompts } = await start(someone(), 'enrol');
      expect(new Set(prompts).size).toBe(2);
      for (const prompt of prompts) expect(FACE_PROMPTS).toContain(prompt);
      asked.add(prompts.join());
    }
    expect(asked.size).toBeGreaterThan(3);
  });
});

describe('a challenge', () => {
  test('counts one of two answers at the same moment', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((take) => answer(who, id, seen({ prompts, take: `race ${take}` }))),
    );
    expect(answers.toSorted()).toEqual([
      'accepted',
      'biometrics.challenge_used',
      'biometrics.challenge_used',
    ]);
  });

  test('is used up by a wrong answer', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    const backwards = seen({ prompts: prompts.toReversed(), take: 'backwards' });
    expect(await answer(who, id, backwards)).toBe('biometrics.prompts_not_followed');
    const right = seen({ prompts, take: 'right, but late' });
    expect(await answer(who, id, right)).toBe('biometrics.challenge_used');
  });

  test('is over after 90 seconds', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    bank.clock.advance(80);
    expect(await answer(who, id, seen({ prompts, take: 'slow' }))).toBe(
      'biometrics.challenge_expired',
    );
  });

  test('is void once a newer one was asked for', async () => {
    const who = await enrolled();
    const older = await start(who, 'verify');
    await start(who, 'verify');
    expect(await answer(who, older.id, seen({ prompts: older.prompts, take: 'older' }))).toBe(
      'biometrics.challenge_used',
    );
  });

  test('of another session or another subject is not found', async () => {
    const [who, other] = [await enrolled(), await enrolled()];
    const { id, prompts } = await start(who, 'verify');
    const analysis = seen({ prompts, take: 'elsewhere' });
    const swapped = { ...who, sessionId: other.sessionId };
    expect(await answer(swapped, id, analysis)).toBe('biometrics.challenge_unknown');
    expect(await answer(other, id, analysis)).toBe('biometrics.challenge_unknown');
    expect(await answer(who, randomUUID(), analysis)).toBe('biometrics.challenge_unknown');
    expect(await answer(who, id, analysis)).toBe('accepted');
  });

  test('can be read without being used', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    const key = { ...who, kind: 'face', challengeId: id } as const;
    const read = () => bank.database.read((tx) => challengeOf(tx, key));
    expect(await read()).toMatchObject({ id, prompts });
    expect(await answer(who, id, seen({ prompts, take: 'after reading' }))).toBe('accepted');
    expect(await read()).toBe('used');
  });
});

describe('a replay', () => {
  test('of an accepted answer is refused, for the same subject and for others', async () => {
    const [who, other] = [await enrolled(), await enrolled()];
    const first = await start(who, 'verify');
    const recorded = seen({ prompts: first.prompts, take: 'recorded' });
    expect(await answer(who, first.id, recorded)).toBe('accepted');
    for (const victim of [who, other]) {
      const { id, prompts } = await start(victim, 'verify');
      // Even when chance asks for the very same movements, the bytes are known.
      const [frame] = recorded.frames;
      const analysis = seen({ prompts, take: ++takes });
      const frames = [{ ...analysis.frames[0], ...frame }, ...analysis.frames.slice(1)] as never;
      expect(await answer(victim, id, { ...analysis, frames })).toBe('biometrics.not_confirmed');
    }
    expect((await decisionsOf(other)).at(-1)).toMatchObject({ reasons: ['replayed'] });
  });

  test('of frames that were encoded anew is known by their looks', async () => {
    const who = await enrolled();
    const first = await start(who, 'verify');
    const recorded = seen({ prompts: first.prompts, take: 'looks' });
    expect(await answer(who, first.id, recorded)).toBe('accepted');
    const { id, prompts } = await start(who, 'verify');
    const again = seen({ prompts, take: 'looks again' });
    const frames = again.frames.map((frame, index) => ({
      ...frame,
      look: recorded.frames[index]?.look ?? frame.look,
    }));
    expect(await answer(who, id, { ...again, frames })).toBe('biometrics.not_confirmed');
    expect((await decisionsOf(who)).at(-1)).toMatchObject({ reasons: ['replayed_look'] });
  });

  test('of one frame within an answer is refused', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    const { frames, model } = seen({ prompts, take: 'twice' });
    const twice = frames.map((frame, index) =>
      index === 2 ? { ...frame, sample: frames[0]?.sample ?? '' } : frame,
    );
    expect(await answer(who, id, { model, frames: twice })).toBe('biometrics.not_confirmed');
  });
});

describe('tries', () => {
  const fail = (who: Who) => check(who, 'verify', { person: 2 });

  test('are free five times, then each needs a longer wait', async () => {
    const who = await enrolled();
    for (let failure = 0; failure < 5; failure++) {
      expect(await fail(who)).toBe('biometrics.not_confirmed');
    }
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.wait');
    bank.clock.advance(29);
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.wait');
    bank.clock.advance(1);
    expect(await fail(who)).toBe('biometrics.not_confirmed');
    bank.clock.advance(31);
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.wait');
    bank.clock.advance(30);
    expect(await check(who, 'verify')).toBe('accepted');
    for (let failure = 0; failure < 5; failure++) {
      expect(await fail(who)).toBe('biometrics.not_confirmed');
    }
  });

  test('with a challenge in the hand wait all the same', async () => {
    const who = await enrolled();
    for (let failure = 0; failure < 4; failure++) await fail(who);
    const [last, kept] = [await start(who, 'verify'), someone()];
    const wrong = seen({ person: 2, prompts: last.prompts, take: ++takes });
    expect(await answer(who, last.id, wrong)).toBe('biometrics.not_confirmed');
    expect(await answer(who, kept.subject, wrong)).toBe('biometrics.wait');
  });

  test('end after fifty failures in a row, until another way has proven the person', async () => {
    const who = await enrolled();
    for (let failure = 0; failure < 50; failure++) {
      await fail(who);
      bank.clock.advance(3_600);
    }
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.disabled');
    bank.clock.advance(86_400 * 400);
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.disabled');
    await bank.database.transact((tx) => allowAgain(tx, { ...who, kind: 'face' }));
    expect(await check(who, 'verify')).toBe('accepted');
  });

  test('that failed only by a poor picture are not counted', async () => {
    const who = await enrolled();
    for (let turn = 0; turn < 8; turn++) {
      expect(await check(who, 'verify', { all: { light: 20 } })).toBe('biometrics.light_poor');
    }
    expect(await check(who, 'verify')).toBe('accepted');
  });
});

describe('what is kept', () => {
  test('is a template nobody can read without the key, or use for another subject', async () => {
    const [who, other] = [await enrolled(), await enrolled(2)];
    const { rows } = await bank.pool.query(
      'select template_sealed from biometrics.templates where subject = $1',
      [who.subject],
    );
    const sealed = String(rows[0]?.template_sealed);
    expect(sealed).not.toContain('enrolled');
    await bank.pool.query(
      'update biometrics.templates set template_sealed = $2 where subject = $1',
      [other.subject, sealed],
    );
    const stolen = bank.database.read((tx) => templateOf(tx, { ...other, kind: 'face' }));
    await expect(stolen).rejects.toThrow();
  });

  test('is every decision with its reasons, scores and thresholds, for good', async () => {
    const who = await enrolled();
    await check(who, 'verify', { person: 2 });
    const [first, second] = await decisionsOf(who);
    expect(first).toMatchObject({ purpose: 'enrol', outcome: 'accepted', reasons: [] });
    expect(second).toMatchObject({
      purpose: 'verify',
      outcome: 'refused',
      reasons: ['other_person'],
      thresholds: { matchMin: 0.7 },
    });
    for (const sql of [
      'update biometrics.decisions set model = null',
      'delete from biometrics.decisions',
    ]) {
      await expect(bank.pool.query(sql)).rejects.toThrow('permission denied');
    }
  });

  test('is gone when the subject is forgotten, but for the decisions', async () => {
    const who = await enrolled();
    const { id, prompts } = await start(who, 'verify');
    await bank.database.transact((tx) => forgetBiometrics(tx, who.subject));
    const { rows } = await bank.pool.query(
      `select (select count(*) from biometrics.templates where subject = $1)
         + (select count(*) from biometrics.seen_samples where subject = $1)
         + (select count(*) from biometrics.seen_looks where subject = $1) as left`,
      [who.subject],
    );
    expect(rows).toEqual([{ left: 0n }]);
    expect(await answer(who, id, seen({ prompts, take: 'too late' }))).toBe(
      'biometrics.challenge_used',
    );
    expect(await decisionsOf(who)).toHaveLength(1);
    expect(await refusalOf(start(who, 'verify'))).toBe('biometrics.not_enrolled');
  });

  test('is freshened after a month, but never drifts away from the enrolment', async () => {
    const who = await enrolled();
    const trait = { ...who, kind: 'face' } as const;
    const latest = async () => {
      const kept = await bank.database.read((tx) =>
        templateOf<{ enrolled: number[]; latest: number[] | null }>(tx, trait),
      );
      return kept?.content.latest;
    };
    expect(await check(who, 'verify')).toBe('accepted');
    expect(await latest()).toBeNull();
    bank.clock.advance(86_400 * 31);
    const changed = { all: { embedding: faceOf(1, 0.8, 'an older face') } };
    expect(await check(who, 'verify', changed)).toBe('accepted');
    expect(await latest()).toBeNull();
    expect(await check(who, 'verify')).toBe('accepted');
    expect(await latest()).toHaveLength(256);
  });
});
