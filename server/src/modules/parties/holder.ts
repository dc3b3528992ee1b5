// What every room that holds personal data answers for: what it holds, what stands in the way of
// leaving, and what goes when the party leaves. The rooms above hand theirs in where the house is
// put together; nobody reaches up.

import type { Refusal } from '@sycee/kit';
import type { Locale, Tx } from '#platform';
import type { PartyId } from './party.ts';

type Words = Readonly<Record<Locale, string>>;

export type Holder = {
  /** The section of the export. */
  readonly room: string;
  /** What the section means, for whoever reads the file. */
  readonly about: Words;
  /** Everything it holds of a party, for the party's own eyes; plain JSON. */
  readonly holdings: (tx: Tx, partyId: PartyId) => Promise<object>;
  /** Why the party cannot leave yet: each says what to do first. It stays so until the commit. */
  readonly obstacles: (tx: Tx, partyId: PartyId) => Promise<Refusal[]>;
  /** Deletes what nothing obliges the bank to keep, and lets nothing new begin. */
  readonly letGo: (tx: Tx, partyId: PartyId) => Promise<void>;
  readonly deletes: readonly Words[];
  readonly keeps: readonly { readonly what: Words; readonly why: Words }[];
};

/** Why transactions and identities are kept, by art. 34 of the law as revised in 2024. */
export const ANTI_MONEY_LAUNDERING: Words = {
  en: 'The law against money laundering obliges the bank to keep it.',
  zh: '反洗钱法要求银行保存。',
};
