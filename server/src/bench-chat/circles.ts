// Who talks to whom in the benchmark of chat: pairs of contacts, small groups and full ones, made
// by a few statements of the database's owner instead of a request each.

import { idMaker, instant, isoOf, uuidOf } from '@sycee/kit';
import { machineClock, type Database, type Tx } from '#platform';
import type { People } from '../bench-transfers/people.ts';
import { fillRandom } from '../platform/security/random.ts';

export type Circle = {
  readonly id: `conv_${string}`;
  /** Numbers of the people in it. */
  readonly members: readonly number[];
};

/** Splits the people into conversations of a size: two are contacts, more are a group. */
export async function openCircles(
  database: Database,
  people: People,
  size: number,
): Promise<Circle[]> {
  const newId = idMaker({ now: () => instant(machineClock.now()) }, fillRandom);
  const circles = Array.from({ length: Math.floor(people.count / size) }, (_, index) => ({
    id: newId('conv'),
    members: Array.from({ length: size }, (_unused, place) => index * size + place),
  }));
  await database.transact(async (tx) => {
    await insertCircles(tx, people, circles);
    if (size === 2) await insertContacts(tx, people, circles);
  });
  return circles;
}

async function insertCircles(tx: Tx, people: People, circles: readonly Circle[]): Promise<void> {
  const members = circles.flatMap(({ id, members: numbers }) =>
    numbers.map((number) => ({ id: uuidOf(id), party: uuidOf(people.partyOf(number)) })),
  );
  const pairs = circles.map(({ members: numbers }) =>
    numbers.length === 2 ? numbers.map((one) => uuidOf(people.partyOf(one))).toSorted() : [],
  );
  await tx.query(
    `insert into chat.conversations
       (id, kind, low_id, high_id, name, last_seq, last_at, created_at)
     select id, case when low is null then 'group' else 'direct' end, low, high,
         case when low is null then 'bench' end, 0, $4, $4
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as c (id, low, high)`,
    [
      circles.map(({ id }) => uuidOf(id)),
      pairs.map(([low]) => low ?? null),
      pairs.map(([, high]) => high ?? null),
      isoOf(tx.now),
    ],
  );
  await tx.query(
    `insert into chat.members (conversation_id, party_id, role, from_seq, read_seq, muted)
     select id, party, case when first and size > 2 then 'owner' else 'member' end, 0, 0, false
       from (select id, party, row_number() over (partition by id order by place) = 1 as first,
               count(*) over (partition by id) as size
             from unnest($1::uuid[], $2::uuid[]) with ordinality as m (id, party, place)) as m`,
    [members.map(({ id }) => id), members.map(({ party }) => party)],
  );
}

async function insertContacts(tx: Tx, people: People, circles: readonly Circle[]): Promise<void> {
  const ties = circles.flatMap(({ members: [one = 0, other = 0] }) => [
    [one, other] as const,
    [other, one] as const,
  ]);
  await tx.query(
    `insert into chat.contacts (party_id, contact_id, since)
     select a, b, $3 from unnest($1::uuid[], $2::uuid[]) as t (a, b)`,
    [
      ties.map(([one]) => uuidOf(people.partyOf(one))),
      ties.map(([, other]) => uuidOf(people.partyOf(other))),
      isoOf(tx.now),
    ],
  );
}
