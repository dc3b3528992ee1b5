// How long to wait before asking the card bank again about the same reference: quickly at first,
// because most losses are short, then at a pace that does not load a bank in trouble.

const DELAYS_SECONDS = [1, 2, 5, 10, 20, 40, 60] as const;

/** Seconds from the given attempt (the first is 1) to the next one. */
export function retryDelaySeconds(attempt: number): number {
  return DELAYS_SECONDS[Math.min(attempt, DELAYS_SECONDS.length) - 1] ?? DELAYS_SECONDS[0];
}
