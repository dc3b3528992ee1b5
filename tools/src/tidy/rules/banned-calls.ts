// Time, chance, floats and printing come through the platform, so that a test can hold them and an
// operator can find them.

import type { Rule } from '../finding.ts';
import { isTest, workspaceOf } from '../project.ts';

const TIME = "take the time from tx.now or an injected Clock; in the app, from the bank's answers";

/** The written name of what is banned -> what to do instead. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['Date.now', TIME],
  ['Date()', TIME],
  ['new Date', `${TIME}; read and write instants with parseInstant and isoOf of the kit`],
  ['Math.random', 'take randomToken or newId of the platform, or an injected Random'],
  ['parseFloat()', 'read amounts with parseDecimal or parseMinor of the kit'],
  ['Number.parseFloat', 'read amounts with parseDecimal or parseMinor of the kit'],
]);

const FLOORS = ['server/src/platform/', 'sandbox/src/platform/', 'tools/'];
const KIT_TIME = new Set(['kit/src/instant.ts', 'kit/src/business-date.ts']);

/** Finds calls that only the platform, the kit's time files and tools may make. */
export const bannedCalls: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, uses }) => {
    if (!path.includes('/src/') || isFree(path)) return [];
    return uses.flatMap(({ name, line }) => {
      const instead = insteadOf(name);
      if (instead === undefined) return [];
      const message = `${name.replace('()', '')}: ${instead}`;
      return [{ path, line, rule: 'banned-calls', message }];
    });
  });

function isFree(path: string): boolean {
  return FLOORS.some((floor) => path.startsWith(floor)) || KIT_TIME.has(path) || isTest(path);
}

function insteadOf(name: string): string | undefined {
  if (/^(globalThis\.)?console\.\w+$/.test(name)) return 'log through the logger of the platform';
  return INSTEAD.get(name.replace(/^globalThis\./, ''));
}

/** Finds chance in tests: a test that fails must fail again. */
export const chanceInTests: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, uses }) =>
    isTest(path) && workspaceOf(path) !== ''
      ? uses
          .filter(({ name }) => name === 'Math.random')
          .map(({ line }) => ({
            path,
            line,
            rule: 'chance-in-tests',
            message: 'Math.random: draw from fast-check, which prints its seed',
          }))
      : [],
  );
