// Waiting between attempts, longer each time and never in step with other clients.

/** The wait before attempt `n` (from 1): doubles up to the longest, half of it left to chance. */
export function backoffMs(attempt: number, firstMs: number, longestMs: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  const chance = (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) / 0x1_0000;
  return full / 2 + (full / 2) * chance;
}

/** Waits; ends at once with the signal's reason when it aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
