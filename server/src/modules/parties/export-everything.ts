// Everything the bank holds of a person, as one file that a program can read (PIPL art. 45). Each
// room tells its own part; the file says what each part means.

import { isoOf } from '@sycee/kit';
import { publish, type Caller, type FileReply, type Locale, type Tx } from '#platform';
import { dataExported } from './events.ts';
import type { Holder } from './holder.ts';
import { giveNotice } from './notices/give-notice.ts';

/** The shape of the file; a member that changes its meaning makes another version. */
const FORMAT = { format: 'sycee-personal-data', version: 1 } as const;

/** The caller's file, and news to all devices that it was taken. */
export async function exportEverything(
  tx: Tx,
  holders: readonly Holder[],
  { caller, locale }: { caller: Caller; locale: Locale },
): Promise<FileReply> {
  const { partyId, sessionId } = caller;
  const sections: Record<string, object> = {};
  for (const { room, about, holdings } of holders) {
    sections[room] = { about: about[locale], ...(await holdings(tx, partyId)) };
  }
  const content = { ...FORMAT, made_at: isoOf(tx.now), party_id: partyId, sections };
  await publish(tx, dataExported(partyId, sessionId));
  await giveNotice(tx, { partyId, kind: 'data_exported' });
  return {
    contentType: 'application/json; charset=utf-8',
    filename: `sycee-personal-data-${isoOf(tx.now).slice(0, 10)}.json`,
    bytes: Buffer.from(`${JSON.stringify(content, plainly, 2)}\n`),
  };
}

function plainly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
