// An expected "no". Thrown, it undoes the transaction; returned from a use case, it is itself a
// fact to keep (a wrong PIN counts). What is not a Refusal is a defect.

/** What sort of no it is; only the HTTP floor turns it into a status. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unprocessable'
  | 'too_many'
  | 'unavailable';

export type MoneyMoved = 'no' | 'yes' | 'unknown';

/** One row of a module's `refusals.ts`. Texts name facts as `{fact}`. */
export type RefusalDefinition = {
  readonly kind: RefusalKind;
  readonly en: string;
  readonly zh: string;
  /** Whether the very same request may succeed later; false when left out. */
  readonly retryable?: boolean;
  /**
   * The request is not decided: what was written stays, but its key and its PIN proof remain good
   * for the very same request, once it brings what it lacks.
   */
  readonly undecided?: true;
};

export type RefusalTable<Code extends string = string> = Readonly<Record<Code, RefusalDefinition>>;

/** What a refusal tells beside its code: plain values for the texts and for a client to use. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export class Refusal extends Error {
  readonly code: string;
  readonly facts: Facts;
  readonly definition: RefusalDefinition;

  constructor(code: string, definition: RefusalDefinition, facts: Facts) {
    super(fillText(definition.en, facts));
    this.name = 'Refusal';
    this.code = code;
    this.definition = definition;
    this.facts = facts;
  }
}

/** Binds a module's closed table of refusals: `const refuse = refusing(refusals)`. */
export function refusing<Code extends string>(table: RefusalTable<Code>) {
  return (code: Code, facts: Facts = {}): Refusal => new Refusal(code, table[code], facts);
}

/** Puts facts into the places of a text; a place without a fact stays, so that a test finds it. */
export function fillText(text: string, facts: Facts): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : place,
  );
}
