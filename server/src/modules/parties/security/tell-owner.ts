// Telling an owner what happened to the security of the account, in the words of this folder.

import type { Tx } from '#platform';
import { giveNotice } from '../notices/give-notice.ts';
import type { NoticeKind } from '../notices/notice.ts';
import type { PartyId } from '../party.ts';

type Told = {
  readonly kind: NoticeKind;
  /** The name of the passkey it is about. */
  readonly facts?: { readonly name?: string };
  /** Where the SMS goes when not to the party's own phone: the number of before. */
  readonly toPhone?: string | undefined;
};

/** Gives the owner a notice, in the app and by SMS. */
export function tellOwner(tx: Tx, partyId: PartyId, { kind, facts, toPhone }: Told): Promise<void> {
  return giveNotice(tx, { partyId, kind, deviceName: facts?.name, toPhone });
}
