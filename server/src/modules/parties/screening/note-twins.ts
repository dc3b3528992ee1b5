// Signs that somebody is here twice are written down where they are seen; enough of them go before
// the staff, and until they have decided no account opens and no money leaves.

import type { BusinessDate } from '@sycee/kit';
import { openCase } from '#staff';
import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';
import { ID_NUMBER_CONTEXT } from '../sealed-columns.ts';
import { showParty } from '../show-party.ts';
import { insertScreening, lockScreenings, updateTwinState } from './store-screenings.ts';
import {
  holderOfIdNumber,
  insertSignals,
  keepNameBirth,
  othersOnDevices,
  selectUnreviewed,
  type NotedSignal,
} from './store-twins.ts';
import { isStrong } from './twin-signals.ts';

/** Writes down who shares a name and birthday, or a device, with somebody who just gave both. */
export async function noteLikeness(
  tx: Tx,
  partyId: PartyId,
  given: { name: string; bornOn: BusinessDate },
): Promise<void> {
  const [sameName, sameDevice] = [
    await keepNameBirth(tx, partyId, given),
    await othersOnDevices(tx, partyId),
  ];
  await noteSignals(tx, partyId, [
    ...sameName.map((other) => ({ kind: 'same_name_and_birth', other }) as const),
    ...sameDevice.map((other) => ({ kind: 'same_device', other }) as const),
  ]);
}

/** Writes down that somebody gave an id number that another party holds. The holder is left be. */
export async function noteIdNumberOfAnother(
  tx: Tx,
  partyId: PartyId,
  idNumber: string,
): Promise<void> {
  const other = await holderOfIdNumber(tx, tx.secrets.blindIndexes(idNumber, ID_NUMBER_CONTEXT));
  if (other === undefined || other === partyId) return;
  await insertScreening(tx, partyId, tx.now);
  await noteSignals(tx, partyId, [{ kind: 'same_id_number', other }]);
}

/** Writes down that a party has linked a card that other parties have linked. */
export function noteSameCard(tx: Tx, partyId: PartyId, others: readonly PartyId[]): Promise<void> {
  return noteSignals(
    tx,
    partyId,
    others.map((other) => ({ kind: 'same_card', other })),
  );
}

async function noteSignals(
  tx: Tx,
  partyId: PartyId,
  signals: readonly NotedSignal[],
): Promise<void> {
  if (signals.length === 0 || !(await insertSignals(tx, partyId, signals))) return;
  const [screening] = await lockScreenings(tx, [partyId]);
  const unreviewed = await selectUnreviewed(tx, partyId);
  if (screening === undefined || screening.twinState === 'confirmed' || !isStrong(unreviewed))
    return;
  await updateTwinState(tx, partyId, 'suspected');
  await openCase(tx, {
    kind: 'duplicate_person',
    partyId,
    reference: null,
    evidence: {
      name: (await showParty(tx, partyId)).name ?? '',
      signals: unreviewed.map(({ kind, other }) => `${kind} ${other}`).join('; '),
    },
  });
}
