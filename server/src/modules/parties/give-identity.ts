// A person says who they are: name and resident id number, once, and only with consent. That it is
// theirs is checked by the bank of the card they bind; here it must be possible, of age, nobody
// else's, and of somebody the bank may serve.

import { addSeconds, type Refusal } from '@sycee/kit';
import { requireConsent } from '#consents';
import { businessDate, type Tx, type Unclear } from '#platform';
import { parseName } from './name.ts';
import type { PartyId, PartyRecord } from './party.ts';
import { refuse } from './refusals.ts';
import { ageOn, parseResidentId } from './resident-id.ts';
import { keepAnswer, searchedOf } from './screening/keep-answer.ts';
import { noteIdNumberOfAnother, noteLikeness } from './screening/note-twins.ts';
import { insertScreening, type Claimed } from './screening/store-screenings.ts';
import type { ListAnswer, WatchList } from './screening/watch-list.ts';
import { AGE_MIN } from './settings.ts';
import { showParty } from './show-party.ts';
import { insertIdentity, lockParty, updateState } from './store-parties.ts';

/** What a person agrees to before the bank keeps who they are. */
export const BASE_CONSENTS = ['terms_of_use', 'personal_data'] as const;

/** So long the request itself may wait for the list, before a worker asks instead. */
const ASKING_SECONDS = 15;

/**
 * Keeps a party's name and id number, with consent only, and answers whom to look up. Refuses
 * `consents.needed`, `name_invalid`, `id_number_invalid` (GB 11643), `too_young` and
 * `identity_already_given`; returns `identity_unavailable`, so that it stays noted.
 */
export async function giveIdentity(
  tx: Tx,
  input: { partyId: PartyId; name: string; idNumber: string },
): Promise<Claimed | Refusal> {
  await lockParty(tx, input.partyId);
  const party = await showParty(tx, input.partyId);
  if (party.idNumber !== null) throw refuse('parties.identity_already_given');
  for (const purpose of BASE_CONSENTS) await requireConsent(tx, party.id, purpose);

  const today = await businessDate(tx);
  const name = parseName(input.name);
  const residentId = parseResidentId(input.idNumber, today);
  if (residentId === undefined) throw refuse('parties.id_number_invalid');
  const { number: idNumber, bornOn } = residentId;
  if (ageOn(today, bornOn) < AGE_MIN) throw refuse('parties.too_young', { years: AGE_MIN });
  if (!(await insertIdentity(tx, party.id, { name, idNumber }))) {
    await noteIdNumberOfAnother(tx, party.id, idNumber);
    return refuse('parties.identity_unavailable');
  }
  await updateState(tx, party.id, 'pin_needed');
  await insertScreening(tx, party.id, addSeconds(tx.now, ASKING_SECONDS));
  await noteLikeness(tx, party.id, { name, bornOn });
  return { partyId: party.id, name, idNumber, attempts: 1 };
}

/** Asks the list about somebody who just gave an identity; no transaction is open meanwhile. */
export function lookUp(watchList: WatchList, person: Claimed): ReturnType<WatchList['search']> {
  return watchList.search(searchedOf([person]));
}

/** Keeps what the list said, and shows the party as it stands then. */
export async function keepLookUp(
  tx: Tx,
  person: Claimed,
  answer: ListAnswer | Unclear,
): Promise<PartyRecord> {
  await keepAnswer(tx, [person], answer);
  return showParty(tx, person.partyId);
}
