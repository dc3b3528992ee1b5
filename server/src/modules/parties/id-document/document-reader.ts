// The port to whoever reads id documents. What it answers are suggestions: the customer confirms
// them, the number is checked by its own arithmetic, and nothing else in the bank believes them.

export type Reading = {
  readonly name: string | null;
  readonly idNumber: string | null;
  /** `YYYY-MM-DD`, or `long_term`. */
  readonly validUntil: string | null;
};

/** `unreadable`: it looked and could not read; `unavailable`: no word that may be relied on. */
export type DocumentReader = (pictures: {
  readonly reference: string;
  readonly front: Uint8Array;
  readonly back: Uint8Array | null;
}) => Promise<Reading | 'unreadable' | 'unavailable'>;
