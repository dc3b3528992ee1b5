// Rates of wrong matches and wrong non-matches over thresholds (ISO/IEC 19795-1).

export type RateRow = {
  readonly threshold: number;
  /** Share of pairs of one person below the threshold. */
  readonly nonMatch: number;
  /** Share of pairs of two people at or above it. */
  readonly match: number;
};

/** Both rates at each threshold. */
export function ratesAt(
  thresholds: readonly number[],
  genuine: readonly number[],
  impostor: readonly number[],
): RateRow[] {
  return thresholds.map((threshold) => ({
    threshold,
    nonMatch: shareOf(genuine, (score) => score < threshold),
    match: shareOf(impostor, (score) => score >= threshold),
  }));
}

function shareOf(scores: readonly number[], holds: (score: number) => boolean): number {
  return scores.length === 0 ? 0 : scores.filter(holds).length / scores.length;
}

/** A score for every pair within a group. */
export function pairsWithin<T>(items: readonly T[], score: (a: T, b: T) => number): number[] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b) => score(a, b)));
}

/** A score for every pair across two groups. */
export function pairsAcross<T>(
  left: readonly T[],
  right: readonly T[],
  score: (a: T, b: T) => number,
): number[] {
  return left.flatMap((a) => right.map((b) => score(a, b)));
}
