// What can be asked of `npm run bench:ledger`.

import { parseArgs } from 'node:util';
import type { EngineName } from '#ledger';
import { ENGINE_NAMES } from './engines.ts';

export type Options = {
  readonly dataDir: string;
  readonly accounts: number;
  readonly seconds: number;
  readonly rounds: number;
  /** How long the first payments to new accounts may take before a recovery is measured. */
  readonly touchSeconds: number;
  /** Names of designs; undefined for all. */
  readonly only: readonly string[] | undefined;
  readonly engine: EngineName;
  readonly json: boolean;
  readonly audit: boolean;
  readonly task: Task;
};

/** What is measured; sizes are whole numbers of transfers or accounts. */
export type Task =
  | { readonly kind: 'compare' }
  | { readonly kind: 'growth'; readonly transfers: readonly number[] }
  | { readonly kind: 'recovery'; readonly accounts: readonly number[] }
  | { readonly kind: 'events' };

const MILLION = 1_000_000;

/** Reads the arguments; throws a sentence when they cannot be meant. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'data-dir': { type: 'string', default: '.sycee/bench' },
      accounts: { type: 'string', default: '10000' },
      seconds: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      'touch-seconds': { type: 'string', default: '120' },
      only: { type: 'string' },
      engine: { type: 'string', default: ENGINE_NAMES.at(-1) ?? '' },
      growth: { type: 'string' },
      recovery: { type: 'string' },
      events: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'skip-audit': { type: 'boolean', default: false },
    },
  });
  const task = taskOf(values);
  const engine = ENGINE_NAMES.find((name) => name === values.engine);
  if (engine === undefined) {
    throw new Error(`--engine is one of ${ENGINE_NAMES.join(', ')}, not ${values.engine}`);
  }
  return {
    dataDir: values['data-dir'],
    accounts: positive('--accounts', values.accounts),
    seconds: positive('--seconds', values.seconds ?? (task.kind === 'growth' ? '10' : '5')),
    rounds: positive('--rounds', values.rounds),
    touchSeconds: positive('--touch-seconds', values['touch-seconds']),
    only: values.only?.split(','),
    engine,
    json: values.json,
    audit: !values['skip-audit'],
    task,
  };
}

type Asked = {
  readonly growth?: string | undefined;
  readonly recovery?: string | undefined;
  readonly events: boolean;
};

function taskOf({ growth, recovery, events }: Asked): Task {
  const tasks: Task[] = [];
  if (growth !== undefined) tasks.push({ kind: 'growth', transfers: millions('growth', growth) });
  if (recovery !== undefined) {
    tasks.push({ kind: 'recovery', accounts: millions('recovery', recovery) });
  }
  if (events) tasks.push({ kind: 'events' });
  if (tasks.length > 1) throw new Error('--growth, --recovery and --events go one at a time');
  return tasks[0] ?? { kind: 'compare' };
}

/** Rising sizes: `1,10,50` or, for a quick look, `0.1`. */
function millions(name: string, text: string): number[] {
  const sizes = text.split(',').map((one) => positive(`--${name}`, one) * MILLION);
  const rises = sizes.every((size, index) => size > (sizes[index - 1] ?? 0));
  if (!rises) throw new Error(`--${name} takes rising millions, as 1,10,50; not ${text}`);
  return sizes.map(Math.round);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value <= 0) {
    throw new Error(`${name} takes a number above zero, not '${text}'`);
  }
  return value;
}
