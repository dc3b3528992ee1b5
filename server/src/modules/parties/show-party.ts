// What other rooms and a party itself may know of a party.

import assert from 'node:assert/strict';
import type { Tx } from '#platform';
import { maskName } from './name.ts';
import type { Identity, Party, PartyId, PartyRecord } from './party.ts';
import { maskPhone } from './phone.ts';
import { selectParties, selectPartyByPhone } from './store-parties.ts';

/** The caller's own record; a caller always has one. */
export async function showParty(tx: Tx, id: PartyId): Promise<PartyRecord> {
  const [party] = await selectParties(tx, [id]);
  assert(party !== undefined, `a session belongs to ${id}, which does not exist`);
  return party;
}

/** A party by its id, or undefined. */
export async function partyById(tx: Tx, id: PartyId): Promise<Party | undefined> {
  return (await partiesById(tx, [id])).get(id);
}

/** Many parties at once, by id; unknown ids have no entry. */
export async function partiesById(
  tx: Tx,
  ids: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, Party>> {
  const records = await selectParties(tx, ids);
  return new Map(records.map((record) => [record.id, partyOf(record)]));
}

/** A party by its phone in E.164, or undefined. */
export async function partyByPhone(tx: Tx, phone: string): Promise<Party | undefined> {
  const record = await selectPartyByPhone(tx, phone);
  return record && partyOf(record);
}

/** Name, id number and phone as a party has given them; undefined before it has. */
export async function identityOf(tx: Tx, id: PartyId): Promise<Identity | undefined> {
  const { name, idNumber, phone } = await showParty(tx, id);
  return name === null || idNumber === null ? undefined : { name, idNumber, phone };
}

function partyOf(record: PartyRecord): Party {
  const { id, name, language, state, underReview, standing } = record;
  return {
    id,
    name,
    nameMasked: name === null ? null : maskName(name),
    get phone() {
      return record.phone;
    },
    get phoneMasked() {
      return maskPhone(record.phone);
    },
    language,
    state,
    underReview,
    standing,
  };
}
