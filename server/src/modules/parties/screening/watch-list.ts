// The port to a list of people whom the bank may not serve unseen. Whatever is not a clear, signed
// and matching answer is 'unclear', and nobody gets through on it.

import type { BusinessDate } from '@sycee/kit';
import type { Unclear } from '#platform';

/** A person to look up, under a key of the bank's own. */
export type Searched = {
  readonly key: string;
  readonly name: string;
  readonly idNumber: string;
  readonly bornOn: BusinessDate;
};

export type Hit = {
  /** The list's name of the entry. */
  readonly entry: string;
  readonly matched: readonly string[];
};

export type ListAnswer = {
  readonly outcome: 'searched';
  readonly listVersion: string;
  /** What was found of each person, by key; every person asked about is in it. */
  readonly hits: ReadonlyMap<string, readonly Hit[]>;
};

export type ListVersion = { readonly outcome: 'version'; readonly listVersion: string };

/** At most so many people in one question. */
export const SEARCHED_MAX = 200;

export type WatchList = {
  readonly search: (people: readonly Searched[]) => Promise<ListAnswer | Unclear>;
  readonly version: () => Promise<ListVersion | Unclear>;
};

export type ScreeningPorts = { readonly watchList: WatchList };
