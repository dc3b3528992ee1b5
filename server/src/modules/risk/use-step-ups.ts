// Tokens of proven step-ups are shown with what they were proven for, and used up.

import type { Tx } from '#platform';
import { aboutHash } from './about-hash.ts';
import { isTokenGood, spendTokens } from './store-step-ups.ts';
import type { Deed, StepUpId, Who } from './step-up.ts';

export type Shown = { readonly who: Who; readonly deed: Deed; readonly token: string };

/**
 * Uses up tokens and tells in order which step-up each stood for; undefined for one that is of
 * another session or deed, used, expired or unknown. Shown twice, a token is good for the first.
 */
export async function useStepUps(
  tx: Tx,
  shown: readonly Shown[],
): Promise<(StepUpId | undefined)[]> {
  if (shown.length === 0) return [];
  const keys = shown.map((one) => keyOf(tx, one));
  const used = await spendTokens(tx, keys);
  return keys.map(({ tokenHash }) => {
    const token = tokenHash.toString('hex');
    const id = used.get(token);
    used.delete(token);
    return id;
  });
}

/** Whether a token is good for a deed, without using it up. */
export async function isStepUpGood(tx: Tx, shown: Shown): Promise<boolean> {
  return isTokenGood(tx, keyOf(tx, shown));
}

function keyOf(tx: Tx, { who, deed, token }: Shown) {
  return { ...who, tokenHash: tx.secrets.sha256(token), aboutHash: aboutHash(tx, deed) };
}
