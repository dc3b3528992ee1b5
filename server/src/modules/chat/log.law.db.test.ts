// The law of logs: whoever sends what, however often and at once, a log has no gaps and nothing
// twice, and a device that catches up in any steps ends with the same log as one that was there.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { ConversationId, Entry } from './conversation.ts';
import { createGroup } from './manage-group.ts';
import { readLog } from './read-log.ts';
import { recallMessage } from './recall-message.ts';
import { sendMessage } from './send-message.ts';
import { friends } from './testing.ts';

let bank: TestDatabase;
let people: Caller[];
beforeAll(async () => {
  bank = await testDatabase({ module: 'chat' });
  people = await friends(bank.database, [1, 2, 3, 4]);
});
afterAll(() => bank.close());

type Act = { who: number; message: number; recalls: boolean };

const act = fc.record({
  who: fc.nat({ max: 3 }),
  message: fc.nat({ max: 9 }),
  recalls: fc.boolean(),
});

/** Each act is a message of somebody, some of them the same again, some recalled at once. */
async function play(id: ConversationId, { who, message, recalls }: Act): Promise<void> {
  const caller = people[who] as Caller;
  const clientId = `message-${message}`;
  const said = {
    conversationId: id,
    clientId,
    content: { text: `text ${message}` },
    replyTo: null,
  };
  const entry = await bank.database.transact((tx) => sendMessage(tx, caller, said));
  if (recalls) await bank.database.transact((tx) => recallMessage(tx, caller, id, entry.seq));
}

async function caughtUp(id: ConversationId, steps: readonly number[]): Promise<Entry[]> {
  const log: Entry[] = [];
  for (let turn = 0; ; turn++) {
    const limit = steps[turn % steps.length] ?? 1;
    const after = log.at(-1)?.seq ?? 0n;
    const page = await bank.database.read((tx) =>
      readLog(tx, people[0] as Caller, id, { after, before: null, limit }),
    );
    if (page.length === 0) return log;
    log.push(...page);
  }
}

test('logs have no gaps and nothing twice, and catching up misses nothing', async () => {
  const acts = fc.array(act, { minLength: 1, maxLength: 30 });
  const steps = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(acts, steps, async (played, stepped) => {
      const [first, ...others] = people as [Caller, ...Caller[]];
      const id = await bank.database.transact((tx) =>
        createGroup(
          tx,
          first,
          'law',
          others.map(({ partyId }) => partyId),
        ),
      );
      await Promise.all(played.map((one) => play(id, one)));
      const log = await caughtUp(id, stepped);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => BigInt(index + 1)));
      const names = log.flatMap(({ authorId, clientId }) =>
        clientId === null ? [] : `${authorId} ${clientId}`,
      );
      expect(names.length).toBe(new Set(names).size);
      const wanted = new Set(
        played.map(({ who, message }) => `${people[who]?.partyId} message-${message}`),
      );
      expect(new Set(names)).toEqual(wanted);
      const recalled = log.filter(({ recalledAt }) => recalledAt !== null);
      const recalls = log.filter(({ kind }) => kind === 'recall').map(({ aboutSeq }) => aboutSeq);
      expect(new Set(recalls)).toEqual(new Set(recalled.map(({ seq }) => seq)));
      expect(recalls.length).toBe(recalled.length);
      expect(recalled.every(({ text }) => text === null)).toBe(true);
    }),
    { numRuns: 15 },
  );
});
