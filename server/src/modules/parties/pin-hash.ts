// How a PIN is kept: argon2id with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane), and
// the hash sealed with the server's key, because a million PINs are tried quickly whatever the
// hash.

import { hash, verify } from '@node-rs/argon2';
import type { Tx } from '#platform';
import type { PartyId } from './party.ts';
import { pinContext } from './sealed-columns.ts';

/** `algorithm` 2 is argon2id. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The text to keep for a PIN. */
export async function hashPin(tx: Tx, partyId: PartyId, pin: string): Promise<string> {
  return tx.secrets.seal(await hash(pin, ARGON2ID), pinContext(partyId));
}

/** Whether a PIN is the one that was kept. */
export async function isPin(tx: Tx, partyId: PartyId, pin: string, kept: string): Promise<boolean> {
  if (!isUnsealed(kept)) return verify(tx.secrets.open(kept, pinContext(partyId)), pin);
  for (const keyed of keyedBefore(tx, partyId, pin)) if (await verify(kept, keyed)) return true;
  return false;
}

/** Whether it was kept as before hashes were sealed: to be kept anew when the PIN is entered. */
export function isUnsealed(kept: string): boolean {
  return kept.startsWith('$');
}

/** Then the PIN was keyed before it was hashed, with an index that bore no key's mark. */
function keyedBefore(tx: Tx, partyId: PartyId, pin: string): string[] {
  const forms = tx.secrets.blindIndexes(pin, pinContext(partyId));
  return forms.filter(({ length }) => length === 32).map((form) => form.toString('base64'));
}
