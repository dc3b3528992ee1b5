// Reads settings from the environment and collects everything that is wrong with them, so that an
// operator mends all of it at once instead of one start at a time.

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used; its message lists every problem. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `  - ${problem}`);
    super(
      `${['The configuration cannot be used:', ...lines].join('\n')}\n` +
        'Every setting is described in docs/operating/configuration.md.',
    );
  }
}

/** Reads one setting after the other; `finish` raises InvalidConfiguration for all problems. */
export type SettingsReader = ReturnType<typeof settingsReader>;

/** A reader of the given environment. Empty values count as left out. */
export function settingsReader(environment: Environment) {
  const problems: string[] = [];
  const read = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === '' ? undefined : value;
  };
  /** Reads a value by a parser that answers undefined for what it cannot use. */
  function parsed<T>(name: string, wanted: string, parse: (text: string) => T | undefined) {
    const text = read(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} must be ${wanted}, not '${shown(name, text)}'`);
    return value;
  }
  return {
    text: read,
    problem: (problem: string): void => void problems.push(problem),
    integer: (name: string, low: number, high: number): number | undefined =>
      parsed(name, `a whole number from ${low} to ${high}`, (text) => integerOf(text, low, high)),
    /** A share of one with at most four decimals, such as `0.85`. */
    share: (name: string): number | undefined =>
      parsed(name, 'a number from 0 to 1', (text) =>
        /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text) ? Number(text) : undefined,
      ),
    flag: (name: string): boolean =>
      parsed(name, `'true' or 'false'`, (text) => FLAGS.get(text)) ?? false,
    oneOf: <Choice extends string>(name: string, choices: readonly Choice[]) =>
      parsed(name, `one of ${choices.join(', ')}`, (text) =>
        choices.find((choice) => choice === text),
      ),
    url: (name: string, protocols: readonly string[]): string | undefined =>
      parsed(name, `a ${protocols.join(' or ')} address`, (text) => urlOf(text, protocols)),
    parsed,
    finish: (): void => {
      if (problems.length > 0) throw new InvalidConfiguration(problems);
    },
  };
}

const FLAGS = new Map([
  ['true', true],
  ['false', false],
]);

/** Settings whose wrong values must not be printed either. */
function shown(name: string, text: string): string {
  return /KEY|TOKEN|DATABASE_URL/.test(name) && !name.endsWith('_FILE') ? '(hidden)' : text;
}

function integerOf(text: string, low: number, high: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}

function urlOf(text: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname, href } = new URL(text);
  if (!protocols.includes(protocol.slice(0, -1))) return undefined;
  return pathname === '/' && href.endsWith('/') ? href.slice(0, -1) : href;
}
