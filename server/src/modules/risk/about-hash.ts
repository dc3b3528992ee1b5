// What a step-up is bound to, as it is kept: nobody reads payee or amount from it, and nothing else
// has the same.

import type { Tx } from '#platform';
import type { Deed } from './step-up.ts';

/** The hash of a deed. */
export function aboutHash(tx: Tx, { action, about }: Deed): Buffer {
  return tx.secrets.sha256(`${action} ${about}`);
}
