// Counts requests in fixed windows, in memory. Counting and answering are one synchronous step:
// of requests that come at the same moment exactly as many pass as may.

export type RequestCounter = {
  /** Counts one request of a key; the seconds to wait when it is one too many, else undefined. */
  readonly count: (key: string) => number | undefined;
};

export type CounterOptions = {
  readonly requests: number;
  readonly seconds: number;
  /** A clock in milliseconds that only goes forward. */
  readonly elapsedMs: () => number;
  /** More keys than this are not remembered: the one whose window began first is let go. */
  readonly keysMax: number;
};

type Window = { readonly endsAt: number; count: number };

/** A counter that lets so many requests of each key pass within a window. */
export function requestCounter(options: CounterOptions): RequestCounter {
  const { requests, seconds, elapsedMs, keysMax } = options;
  const windows = new Map<string, Window>();
  const begin = (key: string, now: number): Window => {
    // A map keeps the order of insertion, so the first key is the one whose window began first.
    windows.delete(key);
    const [oldest] = windows.keys();
    if (oldest !== undefined && windows.size >= keysMax) windows.delete(oldest);
    const window = { endsAt: now + seconds * 1000, count: 0 };
    windows.set(key, window);
    return window;
  };
  return {
    count: (key) => {
      const now = elapsedMs();
      const known = windows.get(key);
      const window = known !== undefined && known.endsAt > now ? known : begin(key, now);
      window.count += 1;
      if (window.count <= requests) return undefined;
      return Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    },
  };
}
