// What a class of account needs of its holder, and what of it is missing. Pure; which class needs
// what is a term with its day.

/** `presence`: the person was seen by the bank, by an enrolled face or an approved review. */
export type Need = 'identity' | 'pin' | 'card' | 'presence';

export type Evidence = Readonly<Record<Need, boolean>>;

/** The needs that are not met, in their order. */
export function missingOf(needs: readonly Need[], evidence: Evidence): Need[] {
  return needs.filter((need) => !evidence[need]);
}
