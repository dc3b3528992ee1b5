// What the HTTP server asks this room: whose key it is, and to write down what was done with it.

import type { StaffDoor } from '#platform';
import { insertAction, selectCaller } from './store-members.ts';

/** Keys are kept as hashes; a copy of the table opens nothing. */
export const staffDoor: StaffDoor = {
  authenticate: (tx, key) => selectCaller(tx, tx.secrets.sha256(key)),
  record: insertAction,
};
