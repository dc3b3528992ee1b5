// `npm run keys:check`, `keys:rotate` and `keys:drop`: looks at the master keys of a bank, changes
// to a new one while it works, and drops an old one that nothing needs any more.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog, dropKey, openKeyWork, rotateKeys, startConfig, usesOf } from '#platform';
import type { KeyWork } from '#platform';
import { sealedFields } from './sealed-fields.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-dir': { type: 'string' }, 'lose-unnamed': { type: 'boolean' } },
});
const [command = 'check', name = ''] = positionals;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const work = await openKeyWork(settings(), { fields: sealedFields, say, log: createLog('warn') });
  try {
    await run(work);
  } finally {
    await work.close();
  }
} catch (error) {
  process.stderr.write(
    `keys:${command}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

/** A named data folder means its own database and keys, whatever the environment says. */
function settings() {
  const named = values['data-dir'];
  const config = startConfig(named === undefined ? process.env : { DATA_DIR: named });
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'))) {
    throw new Error(`there is no bank in ${resolve(config.dataDir)}: name its data folder`);
  }
  return config;
}

async function run(work: KeyWork): Promise<void> {
  if (command === 'rotate') {
    const key = await rotateKeys(work);
    say(`everything is sealed with '${key}'`);
  } else if (command === 'drop') {
    await dropKey(work, name, values['lose-unnamed'] === true ? 'unnamed fields' : 'nothing');
    const isInFile = work.write !== undefined;
    say(`'${name}' is dropped${isInFile ? '' : '; take it out of SECRET_KEYS_OLD'}`);
    return;
  } else if (command !== 'check') {
    throw new Error('say rotate, check or drop');
  }
  await tellUses(work);
}

async function tellUses(work: KeyWork): Promise<void> {
  const { current, older } = work.read();
  const uses = await usesOf(work);
  const named = [current.id, ...older.map(({ id }) => id)];
  for (const id of named) {
    const of = uses.filter(({ key }) => key === id);
    say(`${id}${id === current.id ? ' (written with)' : ''}`);
    for (const { field, rows } of of) say(`  ${field}: ${rows}`);
    if (of.length > 0) continue;
    say(`  nothing needs it${id === current.id ? '' : `: npm run keys:drop -- ${id}`}`);
  }
  const unnamed = uses.filter(({ key }) => key === null);
  if (unnamed.length > 0) say('from before keys had names, made with the oldest key');
  for (const { field, rows } of unnamed) say(`  ${field}: ${rows}`);
}
