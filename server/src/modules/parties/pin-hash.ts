// How a PIN is kept: first keyed with the server's secret, because a million PINs are tried quickly
// whatever the hash, then argon2id with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane).

import { hash, verify } from '@node-rs/argon2';
import type { Tx } from '#platform';
import type { PartyId } from './party.ts';

/** `algorithm` 2 is argon2id. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The text to keep for a PIN. */
export function hashPin(tx: Tx, partyId: PartyId, pin: string): Promise<string> {
  return hash(keyed(tx, partyId, pin), ARGON2ID);
}

/** Whether a PIN is the one that was kept. */
export function isPin(tx: Tx, partyId: PartyId, pin: string, kept: string): Promise<boolean> {
  return verify(kept, keyed(tx, partyId, pin));
}

function keyed(tx: Tx, partyId: PartyId, pin: string): string {
  return tx.secrets.blindIndex(pin, `parties.pin:${partyId}`).toString('base64');
}
