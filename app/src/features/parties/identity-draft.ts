// Name and id number as far as they are known before the bank has them: typed, or read from a photo
// of the id card. In memory only, because a device may be lent.

import { storeOf } from '../../store.ts';

export type IdentityDraft = {
  readonly name: string;
  readonly idNumber: string;
  /** Read by a machine, so the person looks twice. */
  readonly isRead: boolean;
};

export const identityDraft = storeOf<IdentityDraft>({ name: '', idNumber: '', isRead: false });
