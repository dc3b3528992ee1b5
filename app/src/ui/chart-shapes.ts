// The arithmetic of the charts: from amounts to lengths. Integers until the last step, because the
// amounts are.

const RING = 1000n;
const GAP = 6;

/** The dash and the offset of each slice on a ring whose path is 1000 long. */
export function arcs(amounts: readonly bigint[]): { dash: string; offset: number }[] {
  const whole = amounts.reduce((sum, amount) => sum + amount, 0n);
  let before = 0n;
  return amounts.map((amount) => {
    const start = whole === 0n ? 0 : Number((before * RING) / whole);
    before += amount;
    const end = whole === 0n ? 0 : Number((before * RING) / whole);
    const gap = amount === whole ? 0 : GAP;
    return { dash: `${Math.max(end - start - gap, 2)} 1000`, offset: -start };
  });
}

/** Heights that are in proportion to the largest amount; what is not nothing stays visible. */
export function barHeights(
  days: readonly { readonly up: bigint; readonly down: bigint }[],
  heightMax: number,
): { up: number; down: number }[] {
  const largest = days.reduce((most, { up, down }) => maxOf(most, maxOf(up, down)), 0n);
  const scale = (amount: bigint): number =>
    amount === 0n ? 0 : Math.max(2, (Number((amount * RING) / largest) * heightMax) / 1000);
  return days.map(({ up, down }) => ({ up: scale(up), down: scale(down) }));
}

function maxOf(first: bigint, second: bigint): bigint {
  return first > second ? first : second;
}
