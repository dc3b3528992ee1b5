// Passkeys: registered, confirmed by, and every way that others would use them in.

import { randomUUID } from 'node:crypto';
import { addSeconds, Refusal } from '@sycee/kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditOf, testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { finishConfirmation, startConfirmation } from './confirm-passkey.ts';
import { siteOf, type Passkey, type Who } from './passkey.ts';
import { forgetPasskeys, passkeyDecisions, passkeysOf, removePasskey } from './passkeys-of.ts';
import { finishRegistration, startRegistration } from './register-passkey.ts';
import { authenticator, type Authenticator, type Lie } from './testing/authenticator.ts';

const ORIGIN = 'https://bank.example';
const site = siteOf(ORIGIN, 'Sycee');

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'passkeys' });
});
afterAll(() => bank.close());
afterEach(async () => {
  expect(await bank.database.read((tx) => auditOf(tx, ['passkeys']))).toEqual({});
});

const someone = (): Who => ({ subject: randomUUID(), sessionId: randomUUID() });
const elsewhere = ({ subject }: Who): Who => ({ subject, sessionId: randomUUID() });
const transact = ((work) => bank.database.transact(work)) as TestDatabase['database']['transact'];
const wordOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (result) => (result instanceof Refusal ? result.code : 'accepted'),
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

const ask = (who: Who, hoursUntilItCounts = 0) =>
  transact((tx) => {
    const countsFrom = addSeconds(tx.now, hoursUntilItCounts * 3_600);
    return startRegistration(tx, site, { ...who, userName: '138****0001', countsFrom });
  });

const finish = (
  who: Who,
  asked: Awaited<ReturnType<typeof ask>>,
  device: Authenticator,
  lie?: Lie,
) =>
  transact((tx) =>
    finishRegistration(tx, site, {
      ...who,
      challengeId: asked.challengeId,
      name: 'Phone',
      answer: device.create(asked.options, lie),
    }),
  );

const askToConfirm = (who: Who, about = 'transfer') =>
  transact((tx) => startConfirmation(tx, site, { ...who, about }));

type AskedFor = Awaited<ReturnType<typeof ask>>;

async function confirm(
  who: Who,
  asked: AskedFor,
  answer: ReturnType<Authenticator['get']>,
  about = 'transfer',
) {
  const word = await transact((tx) =>
    finishConfirmation(tx, site, { ...who, about, challengeId: asked.challengeId, answer }),
  );
  return 'by' in word ? 'accepted' : word.refusal.code;
}

async function registered(
  who = someone(),
): Promise<{ who: Who; device: Authenticator; id: Passkey['id'] }> {
  const device = authenticator(ORIGIN);
  const passkey = await finish(who, await ask(who), device);
  if (passkey instanceof Refusal) throw passkey;
  return { who, device, id: passkey.id };
}

/** Why a subject's answers were refused, oldest first. */
const reasonsOf = async ({ subject }: Who): Promise<string[]> => {
  const { rows } = await bank.pool.query(
    'select reasons from passkeys.decisions where subject = $1 order by decided_at',
    [subject],
  );
  return rows.flatMap((row: { reasons: string[] }) => row.reasons);
};

describe('registering', () => {
  test('keeps a passkey, and shows it', async () => {
    const { who, id } = await registered();
    const [passkey] = await bank.database.read((tx) => passkeysOf(tx, who.subject));
    expect(passkey).toMatchObject({ id, name: 'Phone', isSynced: false, lastUsedAt: null });
  });

  test('asks for an unlocked device, and never for the same one twice', async () => {
    const { who, device } = await registered();
    const { options } = await ask(who);
    expect(options).toMatchObject({
      rp: { id: 'bank.example', name: 'Sycee' },
      authenticatorSelection: { userVerification: 'required' },
      excludeCredentials: [{ id: device.id }],
    });
    const again = await ask(who);
    expect(again.options).toMatchObject({ user: (options as { user: object }).user });
  });

  test.each<[string, Lie, string]>([
    ['from another website', { origin: 'https://bank.example.evil.example' }, 'other_origin'],
    ['for another website', { rpId: 'evil.example' }, 'not_valid'],
    ['to another challenge', { challenge: 'bm90IHRoaXMgb25l' }, 'other_challenge'],
    ['of a device that was not unlocked', { verified: false }, 'not_valid'],
    ['that is a confirmation', { type: 'webauthn.get' }, 'other_type'],
    ['from a frame in another website', { crossOrigin: true }, 'framed'],
  ])('refuses an answer %s', async (_, lie, reason) => {
    const who = someone();
    const word = await wordOf(finish(who, await ask(who), authenticator(ORIGIN), lie));
    expect(word).toBe('passkeys.not_accepted');
    expect(await reasonsOf(who)).toEqual([reason]);
    expect(await bank.database.read((tx) => passkeysOf(tx, who.subject))).toEqual([]);
  });

  test('takes one answer, in its session, in time', async () => {
    const [who, other] = [someone(), someone()];
    const asked = await ask(who);
    for (const stranger of [other, elsewhere(who)]) {
      expect(await wordOf(finish(stranger, asked, authenticator(ORIGIN)))).toBe(
        'passkeys.challenge_gone',
      );
    }
    const twice = await Promise.all(
      [authenticator(ORIGIN), authenticator(ORIGIN)].map((device) =>
        wordOf(finish(who, asked, device)),
      ),
    );
    expect(twice.toSorted()).toEqual(['accepted', 'passkeys.challenge_gone']);
    const late = await ask(who);
    bank.clock.advance(300);
    expect(await wordOf(finish(who, late, authenticator(ORIGIN)))).toBe('passkeys.challenge_gone');
  });

  test("does not take over somebody else's credential", async () => {
    const { device } = await registered();
    const thief = someone();
    expect(await wordOf(finish(thief, await ask(thief), device))).toBe('passkeys.already_known');
    expect(await reasonsOf(thief)).toEqual(['known']);
  });

  test('ends at ten, also when the last two come at once', async () => {
    const who = someone();
    for (let count = 0; count < 9; count++) await registered(who);
    const asked = [await ask(who), await ask(who)];
    const words = await Promise.all(
      asked.map((one) => wordOf(finish(who, one, authenticator(ORIGIN)))),
    );
    expect(words.toSorted()).toEqual(['accepted', 'passkeys.limit_reached']);
    expect(await wordOf(ask(who))).toBe('passkeys.limit_reached');
  });
});

describe('confirming', () => {
  test('proves the one thing it was asked for, again and again', async () => {
    const { who, device, id } = await registered();
    for (let turn = 0; turn < 3; turn++) {
      const asked = await askToConfirm(who);
      expect(await confirm(who, asked, device.get(asked.options))).toBe('accepted');
    }
    const [passkey] = await bank.database.read((tx) => passkeysOf(tx, who.subject));
    expect(passkey).toMatchObject({ id, lastUsedAt: bank.clock.now() });
  });

  test('works in another session of the subject, asked there', async () => {
    const { who, device } = await registered();
    const there = elsewhere(who);
    const asked = await askToConfirm(there);
    expect(await confirm(there, asked, device.get(asked.options))).toBe('accepted');
  });

  test('a replayed answer is nothing, to its challenge and to another', async () => {
    const { who, device } = await registered();
    const asked = await askToConfirm(who);
    const answer = device.get(asked.options);
    expect(await confirm(who, asked, answer)).toBe('accepted');
    expect(await confirm(who, asked, answer)).toBe('passkeys.challenge_gone');
    expect(await confirm(who, await askToConfirm(who), answer)).toBe('passkeys.not_accepted');
    expect((await reasonsOf(who)).at(-1)).toBe('other_challenge');
  });

  test('an answer for one thing is nothing for another, nor in another session', async () => {
    const { who, device } = await registered();
    const { who: other } = await registered();
    const asked = await askToConfirm(who, 'to Li, 100.00');
    const answer = device.get(asked.options);
    expect(await confirm(who, asked, answer, 'to Wu, 100.00')).toBe('passkeys.challenge_gone');
    expect(await confirm(elsewhere(who), asked, answer, 'to Li, 100.00')).toBe(
      'passkeys.challenge_gone',
    );
    expect(await confirm(other, asked, answer, 'to Li, 100.00')).toBe('passkeys.challenge_gone');
    expect(await confirm(who, asked, answer, 'to Li, 100.00')).toBe('accepted');
  });

  test.each<[string, Lie, string]>([
    ['from another website', { origin: 'https://evil.example' }, 'other_origin'],
    ['for another website', { rpId: 'evil.example' }, 'not_valid'],
    ['of a device that was not unlocked', { verified: false }, 'not_valid'],
    ['signed by another key', { otherKey: true }, 'not_valid'],
    ['that is a registration', { type: 'webauthn.create' }, 'other_type'],
    ['from a frame in another website', { crossOrigin: true }, 'framed'],
  ])('refuses an answer %s', async (_, lie, reason) => {
    const { who, device } = await registered();
    const asked = await askToConfirm(who);
    expect(await confirm(who, asked, device.get(asked.options, lie))).toBe('passkeys.not_accepted');
    expect((await reasonsOf(who)).at(-1)).toBe(reason);
  });

  test("another subject's passkey is not taken", async () => {
    const [{ who }, { device: others }] = [await registered(), await registered()];
    const asked = await askToConfirm(who);
    expect(await confirm(who, asked, others.get(asked.options))).toBe('passkeys.not_accepted');
    expect((await reasonsOf(who)).at(-1)).toBe('unknown_passkey');
  });

  test('a count that goes back suspends the passkey for good', async () => {
    const { who, device, id } = await registered();
    const first = await askToConfirm(who);
    expect(await confirm(who, first, device.get(first.options, { uses: 7 }))).toBe('accepted');
    const [copied, pending] = [await askToConfirm(who), await askToConfirm(who)];
    const word = await transact((tx) =>
      finishConfirmation(tx, site, {
        ...who,
        about: 'transfer',
        challengeId: copied.challengeId,
        answer: device.get(copied.options, { uses: 7 }),
      }),
    );
    expect(word).toMatchObject({ suspended: { id, name: 'Phone' } });
    expect((await reasonsOf(who)).at(-1)).toBe('count_went_back');
    const later = device.get(pending.options, { uses: 99 });
    bank.clock.advance(1);
    expect(await confirm(who, pending, later)).toBe('passkeys.not_accepted');
    expect((await reasonsOf(who)).at(-1)).toBe('suspended');
    expect(await wordOf(askToConfirm(who))).toBe('passkeys.none');
  });

  test('a forged count of a stranger suspends nothing', async () => {
    const { who, device } = await registered();
    const first = await askToConfirm(who);
    expect(await confirm(who, first, device.get(first.options, { uses: 7 }))).toBe('accepted');
    const asked = await askToConfirm(who);
    const forged = device.get(asked.options, { uses: 1, otherKey: true });
    expect(await confirm(who, asked, forged)).toBe('passkeys.not_accepted');
    const next = await askToConfirm(who);
    expect(await confirm(who, next, device.get(next.options, { uses: 8 }))).toBe('accepted');
  });

  test('a passkey that does not count yet proves nothing, then it does', async () => {
    const who = someone();
    const device = authenticator(ORIGIN);
    await finish(who, await ask(who, 24), device);
    expect(await wordOf(askToConfirm(who))).toBe('passkeys.none');
    bank.clock.advance(24 * 3_600);
    const asked = await askToConfirm(who);
    expect(await confirm(who, asked, device.get(asked.options))).toBe('accepted');
  });
});

describe('taking away', () => {
  test('ends a passkey, even in the middle of a confirmation', async () => {
    const { who, device, id } = await registered();
    const asked = await askToConfirm(who);
    await transact((tx) => removePasskey(tx, who.subject, id));
    expect(await confirm(who, asked, device.get(asked.options))).toBe('passkeys.not_accepted');
    expect(await wordOf(askToConfirm(who))).toBe('passkeys.none');
  });

  test("somebody else's is the same as none", async () => {
    const [{ id }, { who }] = [await registered(), await registered()];
    const word = await wordOf(transact((tx) => removePasskey(tx, who.subject, id)));
    expect(word).toBe('passkeys.not_found');
  });

  test('forgetting leaves decisions and no key', async () => {
    const { who } = await registered();
    await transact((tx) => forgetPasskeys(tx, who.subject));
    const { rows } = await bank.pool.query(
      `select length(public_key) as key, name,
         (select count(*) from passkeys.handles where subject = $1) as handles
       from passkeys.passkeys where subject = $1`,
      [who.subject],
    );
    expect(rows).toEqual([{ key: 0, name: 'forgotten', handles: 0n }]);
    const decided = await bank.database.read((tx) => passkeyDecisions(tx, who.subject));
    expect(decided).toMatchObject([{ purpose: 'register', outcome: 'accepted' }]);
  });

  test('decisions cannot be changed', async () => {
    for (const sql of [
      'update passkeys.decisions set reasons = null',
      'delete from passkeys.decisions',
    ]) {
      await expect(bank.pool.query(sql)).rejects.toThrow('permission denied');
    }
  });
});
