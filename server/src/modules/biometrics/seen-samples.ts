// Every frame and recording counts once in the life of the bank: its bytes are remembered by a
// hash, whoever sent them, so that what was captured of one answer is no answer again.

import type { Tx } from '#platform';
import { insertSeenSamples } from './store-decisions.ts';
import type { Trait } from './subject.ts';

/**
 * Remembers samples by a text that identifies their bytes (SHA-256 in hex). Says whether all are
 * new: not one was seen before, by any subject, and none is there twice.
 */
export async function rememberSamples(
  tx: Tx,
  trait: Trait,
  samples: readonly string[],
): Promise<boolean> {
  const different = [...new Set(samples)].toSorted();
  const hashes = different.map((sample) => tx.secrets.sha256(sample));
  const added = await insertSeenSamples(tx, trait, hashes);
  return added === samples.length;
}
