// The sealed fields of the whole bank: each module's own list, one after the other.

import { biometricsSealed } from '#biometrics';
import { chatSealed } from '#chat';
import { depositsSealed } from '#deposits';
import { partiesSealed } from '#parties';
import { paymentsSealed } from '#payments';
import { platformSealed, type SealedFields } from '#platform';
import { staffSealed } from '#staff';

const lists = [
  platformSealed,
  staffSealed,
  biometricsSealed,
  partiesSealed,
  chatSealed,
  depositsSealed,
  paymentsSealed,
];

/** Everything that has to be sealed anew when a key changes. */
export const sealedFields: SealedFields = {
  tables: lists.flatMap(({ tables }) => tables),
  passing: lists.flatMap(({ passing }) => passing),
};
