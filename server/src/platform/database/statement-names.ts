// Gives the statements that come again a name, by which a connection keeps them parsed and planned:
// reading the text anew costs PostgreSQL more than most of our statements do.

/** Texts made at run time are many and seldom come again; they must not fill up the connections. */
const NAMES_MAX = 1_000;

/** A name for a text that is asked for again, and none for one seen for the first time. */
export function statementNames(): (sql: string) => string | undefined {
  const names = new Map<string, string | undefined>();
  let seen = 0;
  return (sql) => {
    if (names.has(sql)) {
      const known = names.get(sql) ?? `sycee_${(seen += 1)}`;
      names.set(sql, known);
      return known;
    }
    if (names.size < NAMES_MAX) names.set(sql, undefined);
    return undefined;
  };
}
