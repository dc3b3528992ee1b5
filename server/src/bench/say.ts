// What a benchmark says while it works, beside its result.

/** Prints a line for whoever waits. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
