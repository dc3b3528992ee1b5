// A line every few seconds while the books fill, for whoever waits.

import type { Lines } from '../lines.ts';
import { say } from '../say.ts';
import { counted, number } from '../table.ts';

const EVERY_MS = 5_000;

/** Starts telling how far `made` has come on its way to `target`. */
export function tellProgress(
  lines: Lines,
  made: () => number,
  target: number,
): { readonly stop: () => void } {
  let before = made();
  const tell = async (): Promise<void> => {
    const behind = await lines.behindSeconds();
    const perSecond = ((made() - before) * 1000) / EVERY_MS;
    before = made();
    say(
      `${counted(before)} of ${counted(target)}, ${counted(perSecond)}/s, statements ` +
        `${number(behind, 1)} s behind, ${counted((target - before) / perSecond)} s to go`,
    );
  };
  const timer = setInterval(() => void tell().catch(() => undefined), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
