// A point on the time line, and the clock that is asked for it. Rooms never ask the machine: the
// clock is injected, so that the sandbox can move it and a test can hold it.

declare const instantBrand: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

export type Clock = { readonly now: () => Instant };

/** The years that the wire form can write. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** Takes whole milliseconds since the epoch. Raises RangeError outside the years 0 to 9999. */
export function instant(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds) || milliseconds < FIRST_MS || milliseconds > LAST_MS) {
    throw new RangeError(`instant: ${milliseconds} is not a moment of the calendar`);
  }
  return milliseconds as Instant;
}

/** Reads the wire form, RFC 3339 in UTC: `2026-01-31T08:00:00.000Z`. */
export function parseInstant(text: string): Instant {
  const milliseconds = ISO_INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  const real =
    !Number.isNaN(milliseconds) && isoOf(instant(milliseconds)).startsWith(secondOf(text));
  if (!real) throw new RangeError(`instant: '${text}' is not an instant`);
  return instant(milliseconds);
}

export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}

export function addSeconds(at: Instant, seconds: number): Instant {
  return instant(at + Math.round(seconds * 1000));
}

/** Whole seconds from one instant to a later one, rounded up; zero when it is not later. */
export function secondsUntil(from: Instant, to: Instant): number {
  return Math.max(0, Math.ceil((to - from) / 1000));
}

/** The text without its fraction: the machine reads 30 February as 2 March, and this tells. */
function secondOf(text: string): string {
  return text.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
}
