// News arrives: at least once, in order for each key, and never for what was undone.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { deliverDue } from './deliver.ts';
import type { OutboxEvent, Subscriber } from './event.ts';
import { tellLiveNews } from './live-news.ts';
import { publish, publishAll } from './publish.ts';
import { writeSubscriptions } from './subscriptions.ts';

let bank: TestDatabase;
let heard: string[];
beforeAll(async () => {
  bank = await testDatabase({ module: 'platform' });
});
afterAll(() => bank.close());
beforeEach(async () => {
  heard = [];
  await asOwner(
    bank.url,
    'truncate platform.outbox_events, platform.outbox_deliveries, platform.live_news',
  );
});

const send = (key: string, text: string) =>
  bank.database.transact((tx) => publish(tx, { topic: 'play.said', key, payload: { text } }));

function listener(handle: (event: OutboxEvent) => void | Promise<void>): Subscriber {
  return {
    name: 'play.listener',
    topics: ['play.said'],
    handle: async (_tx, event) => handle(event),
  };
}

const hear = listener((event) => void heard.push(textOf(event)));

const deliver = (subscriber: Subscriber) =>
  bank.database.transact((tx) => deliverDue(tx, subscriber, () => undefined));

async function subscribe(...subscribers: Subscriber[]): Promise<void> {
  await bank.database.transact((tx) => writeSubscriptions(tx, subscribers));
}

describe('delivery', () => {
  test('brings the events of a key in the order they were published', async () => {
    await subscribe(hear);
    for (const text of ['1', '2', '3']) await send('a', text);
    while ((await deliver(hear)) > 0);
    expect(heard).toEqual(['1', '2', '3']);
  });

  test('tells nothing of what was rolled back', async () => {
    await subscribe(hear);
    const work = bank.database.transact(async (tx) => {
      await publish(tx, { topic: 'play.said', key: 'a', payload: { text: 'lost' } });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    await deliver(hear);
    expect(heard).toEqual([]);
  });

  test('goes to every subscriber of the topic, and to nobody else', async () => {
    const other: Subscriber = { ...hear, name: 'play.other' };
    const deaf: Subscriber = { ...hear, name: 'play.deaf', topics: ['play.sung'] };
    await subscribe(hear, other, deaf);
    await send('a', 'news');
    expect([await deliver(hear), await deliver(other), await deliver(deaf)]).toEqual([1, 1, 0]);
  });

  test('a failure holds back its key, is tried again later, and undoes its writes', async () => {
    await subscribe(hear);
    const failing: Subscriber = {
      ...hear,
      handle: async (tx, event) => {
        await publish(tx, { topic: 'play.echo', key: 'echo', payload: {} });
        if (textOf(event) === 'bad') throw new Error('not now');
        heard.push(textOf(event));
      },
    };
    await send('a', 'bad');
    await send('a', 'after bad');
    await send('b', 'other key');
    while ((await deliver(failing)) > 0);
    expect(heard).toEqual(['other key']);
    const echoes = `select id from platform.outbox_events where topic = 'play.echo'`;
    expect(await bank.database.read((tx) => tx.query(echoes))).toHaveLength(1);
    bank.clock.advance(2);
    while ((await deliver(hear)) > 0);
    expect(heard).toEqual(['other key', 'bad', 'after bad']);
  });

  test('given up after many tries, an event is set aside and its key goes on', async () => {
    await subscribe(hear);
    const never = listener((event) => {
      if (textOf(event) === 'poison') throw new Error('never');
      heard.push(textOf(event));
    });
    await send('a', 'poison');
    await send('a', 'next');
    for (let tries = 0; tries < 20; tries++) {
      await deliver(never);
      bank.clock.advance(3_601);
    }
    await deliver(never);
    expect(heard).toEqual(['next']);
    const dead = await bank.database.read((tx) =>
      tx.query('select attempts, last_error from platform.outbox_deliveries where dead'),
    );
    expect(dead).toEqual([{ attempts: 20, last_error: 'Error: never' }]);
  });

  test('a crash after hearing and before the commit brings the event again', async () => {
    await subscribe(hear);
    await send('a', 'twice');
    const crash = bank.database.transact(async (tx) => {
      await deliverDue(tx, hear, () => undefined);
      throw new Error('killed');
    });
    await expect(crash).rejects.toThrow('killed');
    await deliver(hear);
    expect(heard).toEqual(['twice', 'twice']);
  });
});

describe('live news', () => {
  const audience = ['party_01h455vb4pex5vsknk084sn02q' as const];
  const news = ['a', 'b', 'c'].map((key) => ({ topic: 'play.said', key, audience, payload: {} }));
  const quiet = { topic: 'play.said', key: 'd', payload: {} };
  const tell = () => bank.database.transact(tellLiveNews);

  test('of one transaction is owed once, and told once', async () => {
    await bank.database.transact((tx) => publishAll(tx, [...news, quiet]));
    const owed = await bank.database.read((tx) =>
      tx.query<{ ids: bigint[] }>('select event_ids as ids from platform.live_news'),
    );
    expect(owed.map(({ ids }) => ids.length)).toEqual([3]);
    expect([await tell(), await tell()]).toEqual([1, 0]);
  });

  test('that was not told when the process died is told by the next', async () => {
    await bank.database.transact((tx) => publishAll(tx, news));
    const crash = bank.database.transact(async (tx) => {
      await tellLiveNews(tx);
      throw new Error('killed');
    });
    await expect(crash).rejects.toThrow('killed');
    expect(await tell()).toBe(1);
  });
});

describe('several processes', () => {
  test('share the work, and the order of each key holds', async () => {
    await subscribe(hear);
    const keys = ['a', 'b', 'c', 'd'];
    for (let round = 0; round < 15; round++) {
      await Promise.all(keys.map((key) => send(key, `${key}${round}`)));
    }
    const drain = async (): Promise<void> => {
      for (let idle = 0; idle < 3;) idle = (await deliver(hear)) > 0 ? 0 : idle + 1;
    };
    await Promise.all([drain(), drain(), drain(), drain()]);
    await drain();
    expect(heard).toHaveLength(60);
    for (const key of keys) {
      const ofKey = heard.filter((text) => text.startsWith(key));
      expect(ofKey).toEqual(Array.from({ length: 15 }, (_, round) => `${key}${round}`));
    }
  });

  test('publishing on one key take turns, so that ids follow the commits', async () => {
    await subscribe(hear);
    const order: string[] = [];
    const first = bank.database.transact(async (tx) => {
      await publish(tx, { topic: 'play.said', key: 'a', payload: { text: 'first' } });
      // The second waits for this commit, or it would be visible before the first.
      void send('a', 'second').then(() => order.push('second'));
      await untilLocked();
      order.push('first');
    });
    await first;
    while (heard.length < 2) await deliver(hear);
    expect([order[0], heard]).toEqual(['first', ['first', 'second']]);
  });
});

async function untilLocked(): Promise<void> {
  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
  while ((await bank.pool.query(waiting)).rowCount === 0);
}

function textOf(event: OutboxEvent): string {
  return (event.payload as { text: string }).text;
}
