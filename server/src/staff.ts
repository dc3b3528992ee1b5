// `npm run staff:add`, `staff:list` and `staff:revoke`: who works for the bank, with which keys.
// They work as the owner of the database, because the server itself may add nobody.

import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isId, isoOf } from '@sycee/kit';
import { createLog, openKeyWork, startConfig, type Database } from '#platform';
import { admitMember, endKeys, giveKey, listMembers, renewKey, type NewKey } from '#staff';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-dir': { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    member: { type: 'string' },
    renew: { type: 'boolean' },
    'key-file': { type: 'string' },
  },
});
const [command = 'list', which = ''] = positionals;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const fields = { tables: [], passing: [] };
  const work = await openKeyWork(settings(), { fields, say, log: createLog('warn') });
  try {
    await run(work.database);
  } finally {
    await work.close();
  }
} catch (error) {
  process.stderr.write(
    `staff:${command}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

/** A named data folder means its own database, whatever the environment says. */
function settings() {
  const named = values['data-dir'];
  const config = startConfig(named === undefined ? process.env : { DATA_DIR: named });
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'))) {
    throw new Error(`there is no bank in ${resolve(config.dataDir)}: name its data folder`);
  }
  return config;
}

async function run(database: Database): Promise<void> {
  if (command === 'add') return tellKey(await addOne(database));
  if (command === 'list') return tellMembers(database);
  if (command !== 'revoke') throw new Error('say add, list or revoke');
  if (!isId('staff', which) && !isId('skey', which)) {
    throw new Error('say whose: staff:revoke -- staff_... (all keys) or skey_... (one)');
  }
  const ended = await database.transact((tx) => endKeys(tx, which));
  say(ended === 0 ? 'no living key there' : `keys revoked: ${ended}`);
}

function addOne(database: Database): Promise<NewKey> {
  const { name = '', role = [], member, renew = false } = values;
  if (member === undefined) {
    if (name.trim() === '')
      throw new Error('say a name: staff:add -- --name "..." --role reviewer');
    return database.transact(async (tx) => {
      const renewed = renew ? await renewKey(tx, name) : undefined;
      return renewed ?? admitMember(tx, { name, roles: role });
    });
  }
  if (!isId('staff', member)) throw new Error(`'${member}' is no member`);
  return database.transact((tx) => giveKey(tx, member));
}

function tellKey({ staffId, keyId, key }: NewKey): void {
  say(`member  ${staffId}`);
  say(`key id  ${keyId}`);
  const file = values['key-file'];
  if (file !== undefined) {
    // Never into a file that is there already, whoever may read it.
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    say(`key     in ${resolve(file)}`);
    return;
  }
  say(`key     ${key}`);
  say('The key is shown this once; only its hash is kept. Send it as: Authorization: Bearer <key>');
}

async function tellMembers(database: Database): Promise<void> {
  const members = await database.read(listMembers);
  if (members.length === 0) say('nobody yet: npm run staff:add -- --name "..." --role reviewer');
  for (const { id, name, roles, keys } of members) {
    say(`${id}  ${name}  ${roles.join(', ')}`);
    for (const key of keys) {
      const used = key.lastUsedAt === null ? 'never used' : `last used ${isoOf(key.lastUsedAt)}`;
      const ended = key.revokedAt === null ? '' : `, revoked ${isoOf(key.revokedAt)}`;
      say(`  ${key.id}  made ${isoOf(key.madeAt)}, ${used}${ended}`);
    }
  }
}
