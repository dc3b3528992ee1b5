// The voice check on a real database, with the model in its thread: what a challenge lets through,
// once, and what is left behind.

import { randomUUID } from 'node:crypto';
import { Refusal } from '@sycee/kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditOf, testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { forgetBiometrics } from '../forget-biometrics.ts';
import { lockTries } from '../store-attempts.ts';
import { isEnrolled, templateOf } from '../template.ts';
import { answerVoiceChallenge } from './answer-voice-challenge.ts';
import { examineRecordings, prepareVoice } from './examine-recordings.ts';
import { openVoiceModel } from './open-voice-model.ts';
import { startVoiceChallenge, type VoiceChallenge } from './start-voice-challenge.ts';
import { recordingBy } from './testing/voices.ts';

const model = openVoiceModel();
let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'biometrics' });
});
afterAll(async () => {
  await model.close();
  await bank.close();
});
afterEach(async () => {
  expect(await bank.database.read((tx) => auditOf(tx, ['biometrics']))).toEqual({});
});

/** As many as are free of waiting. */
const TRIES = 5;
/** A voice that is far from that of person 1. */
const STRANGER = 8;

type Who = { readonly subject: string; readonly sessionId: string };
const someone = (): Who => ({ subject: randomUUID(), sessionId: randomUUID() });

const start = (who: Who, purpose: 'enrol' | 'verify'): Promise<VoiceChallenge> =>
  bank.database.transact((tx) => startVoiceChallenge(tx, { ...who, purpose, language: 'zh' }));

/** A route's way: read the question, ask the model, decide. */
async function answer(
  who: Who,
  challengeId: string,
  recordings: readonly Uint8Array[],
): Promise<string> {
  const word = await (async () => {
    const asking = await bank.database.read((tx) => prepareVoice(tx, { ...who, challengeId }));
    const examined = await examineRecordings(model, asking, recordings);
    return bank.database.transact((tx) =>
      answerVoiceChallenge(tx, { ...who, challengeId, examined }),
    );
  })().catch((error: unknown) => error);
  if (word === 'accepted') return word;
  if (word instanceof Refusal) return word.code.replace('biometrics.', '');
  throw word;
}

const recordings = ({ phrases }: VoiceChallenge, person: number, day = 1): Uint8Array[] =>
  phrases.map((digits, index) => recordingBy({ person, digits, day, take: index + 1 }));

/**
 * Asks and answers until it is accepted: a voice check refuses its own person now and then, and
 * which digits are asked is chance. Says how it ended.
 */
async function failuresOf(subject: string): Promise<number> {
  const [row] = await bank.database.read((tx) =>
    tx.query<{ failures: number }>(
      `select failures from biometrics.attempts where subject = $1 and kind = 'voice'`,
      [subject],
    ),
  );
  return row?.failures ?? 0;
}

async function check(who: Who, purpose: 'enrol' | 'verify', person: number): Promise<string> {
  let word = '';
  for (let day = 1; day <= TRIES && word !== 'accepted'; day++) {
    const challenge = await start(who, purpose);
    word = await answer(who, challenge.challengeId, recordings(challenge, person, day + 1));
  }
  return word;
}

async function enrolled(person = 1): Promise<Who> {
  const who = someone();
  expect(await check(who, 'enrol', person)).toBe('accepted');
  return who;
}

const decisionsOf = ({ subject }: Who): Promise<Record<string, unknown>[]> =>
  bank.database.read((tx) =>
    tx.query(
      `select outcome, reasons, scores, model from biometrics.decisions
       where subject = $1 order by decided_at`,
      [subject],
    ),
  );

describe('a voice', () => {
  test('is enrolled by six digits said twice, and known again on another day', async () => {
    const who = await enrolled();
    expect(await check(who, 'verify', 1)).toBe('accepted');
    const decisions = await decisionsOf(who);
    expect(decisions.at(-1)).toMatchObject({
      outcome: 'accepted',
      reasons: [],
      model: 'mfcc-dtw-1',
      scores: { misreading: expect.any(Number) },
    });
  });

  test('of another person is refused without saying why; the record says why', async () => {
    const who = await enrolled();
    const challenge = await start(who, 'verify');
    const said = recordings(challenge, STRANGER);
    expect(await answer(who, challenge.challengeId, said)).toBe('not_confirmed');
    const decisions = await decisionsOf(who);
    expect(decisions.at(-1)).toMatchObject({ outcome: 'refused', reasons: ['voice_differs'] });
  });

  test('that says another challenge is refused', async () => {
    const who = await enrolled();
    const earlier = await start(who, 'verify');
    const challenge = await start(who, 'verify');
    const said = recordings(earlier, 1, 2);
    expect(await answer(who, earlier.challengeId, said)).toBe('challenge_used');
    expect(await answer(who, challenge.challengeId, said)).toBe('digits_not_said');
  });

  test('whose bytes were sent before, by anybody, is refused', async () => {
    const who = someone();
    const challenge = await start(who, 'enrol');
    const [said = new Uint8Array()] = recordings(challenge, 1);
    expect(await answer(who, challenge.challengeId, [said, said])).toBe('not_confirmed');
    expect(await decisionsOf(who)).toMatchObject([
      { reasons: expect.arrayContaining(['recording_seen']) },
    ]);
  });

  test('of two people is not enrolled as one', async () => {
    const who = someone();
    const challenge = await start(who, 'enrol');
    const [first = new Uint8Array()] = recordings(challenge, 1);
    const [, second = new Uint8Array()] = recordings(challenge, STRANGER);
    const word = await answer(who, challenge.challengeId, [first, second]);
    expect(['voice_takes_differ', 'digits_not_said']).toContain(word);
    const trait = { kind: 'voice', subject: who.subject } as const;
    expect(await bank.database.read((tx) => isEnrolled(tx, trait))).toBe(false);
  });

  test.each([
    ['too quiet', { peak: 0.002, signalToNoiseDb: 60 }, 'voice_too_quiet'],
    ['in a noisy room', { signalToNoiseDb: 8 }, 'room_too_noisy'],
  ])('%s is sent back with a tip, and is no failed try', async (_name, session, code) => {
    const who = await enrolled();
    const challenge = await start(who, 'verify');
    const digits = challenge.phrases[0] ?? '';
    const said = recordingBy({ person: 1, digits, day: 2, session });
    expect(await answer(who, challenge.challengeId, [said])).toBe(code);
    const trait = { kind: 'voice', subject: who.subject } as const;
    const tries = await bank.database.transact((tx) => lockTries(tx, trait));
    expect(tries.failures).toBe(0);
  });
});

describe('a voice challenge', () => {
  test('is for its own subject and session, and not for long', async () => {
    const who = await enrolled();
    const { challengeId, phrases } = await start(who, 'verify');
    const said = [recordingBy({ person: 1, digits: phrases[0] ?? '', day: 2 })];
    const elsewhere = { ...who, sessionId: randomUUID() };
    const stranger = { ...who, subject: randomUUID() };
    expect(await answer(elsewhere, challengeId, said)).toBe('challenge_unknown');
    expect(await answer(stranger, challengeId, said)).toBe('challenge_unknown');
    bank.clock.advance(121);
    expect(await answer(who, challengeId, said)).toBe('challenge_expired');
  });

  test('answered twice at once is judged once', async () => {
    const who = await enrolled();
    const challenge = await start(who, 'verify');
    const answers = [2, 3].map((day) =>
      answer(who, challenge.challengeId, recordings(challenge, 1, day)),
    );
    const words = await Promise.all(answers);
    expect(words.filter((word) => word === 'challenge_used')).toHaveLength(1);
  });

  test('whose template was replaced meanwhile accepts nobody', async () => {
    const who = await enrolled();
    const challenge = await start(who, 'verify');
    const { challengeId } = challenge;
    const key = { ...who, challengeId };
    const asking = await bank.database.read((tx) => prepareVoice(tx, key));
    const examined = await examineRecordings(model, asking, recordings(challenge, 1, 2));
    const other = { ...who, sessionId: randomUUID() };
    await bank.database.transact((tx) => forgetBiometrics(tx, who.subject));
    expect(await check(other, 'enrol', 1)).toBe('accepted');
    const word = await bank.database.transact((tx) =>
      answerVoiceChallenge(tx, { ...key, examined }),
    );
    expect(word).toBeInstanceOf(Refusal);
  });

  test('is not opened for a voice nobody enrolled, and waits after too many tries', async () => {
    await expect(start(someone(), 'verify')).rejects.toMatchObject({
      code: 'biometrics.not_enrolled',
    });
    const who = await enrolled();
    let failed = 0;
    // What is too poor to be judged is no try, so it may take more recordings than five.
    for (let take = 0; failed < 5 && take < 15; take++) {
      const challenge = await start(who, 'verify');
      const digits = [...(challenge.phrases[0] ?? '')].toReversed().join('');
      const said = recordingBy({ person: 1, digits, take });
      expect(await answer(who, challenge.challengeId, [said])).not.toBe('accepted');
      failed = await failuresOf(who.subject);
    }
    await expect(start(who, 'verify')).rejects.toMatchObject({ code: 'biometrics.wait' });
    bank.clock.advance(31);
    expect((await start(who, 'verify')).phrases).toHaveLength(1);
  });
});

describe('a template', () => {
  test('is sealed, and gone when the subject is forgotten', async () => {
    const who = await enrolled();
    const trait = { kind: 'voice', subject: who.subject } as const;
    const [row] = await bank.database.read((tx) =>
      tx.query<{ template_sealed: string }>(
        'select template_sealed from biometrics.templates where subject = $1',
        [who.subject],
      ),
    );
    expect(row?.template_sealed).not.toContain('prints');
    expect(await bank.database.read((tx) => templateOf(tx, trait))).toMatchObject({
      content: { language: 'zh', heard: [] },
    });
    await bank.database.transact((tx) => forgetBiometrics(tx, who.subject));
    expect(await bank.database.read((tx) => isEnrolled(tx, trait))).toBe(false);
  });
});
