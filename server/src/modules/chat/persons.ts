// How people are shown to somebody: by their own remark, else the nickname, else the masked name.

import { partiesById } from '#parties';
import type { Tx } from '#platform';
import type { PartyId, Person } from './people.ts';
import { selectAcquaintances } from './store-people.ts';

/** Some people as one sees them, by id; who has left the bank keeps a name like any other. */
export async function personsFor(
  tx: Tx,
  viewerId: PartyId,
  ids: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, Person>> {
  const known = await selectAcquaintances(tx, viewerId, [...new Set(ids)]);
  const nameless = known.filter((one) => one.nickname === null).map((one) => one.partyId);
  const parties = nameless.length === 0 ? undefined : await partiesById(tx, nameless);
  return new Map(
    known.map(({ partyId, nickname, remark, isContact }) => {
      const shown = nickname ?? parties?.get(partyId)?.nameMasked ?? '—';
      return [partyId, { partyId, name: remark ?? shown, nickname: shown, isContact }];
    }),
  );
}
