// `npm run ledger:archive`: lets old, settled transfers leave the books of a data folder or of
// DATABASE_URL for files in a folder, proves such files, and finds transfers in them again.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isoOf, parseBusinessDate, startOf, uuidOf, type Instant } from '@sycee/kit';
import { previewArchive, showArchive, verifyArchive, writeArchive, type Shown } from '#ledger';
import {
  BANK_UTC_OFFSET_MINUTES,
  createLog,
  openOwnerConnection,
  readMigrations,
  serverRoot,
  type Query,
} from '#platform';
import { floors } from './floors.ts';

const USAGE = `npm run ledger:archive -- --before 2026-01-01 --to DIR     archive what is older
    --preview             only say what would be archived
    --hurry               do not rest between the steps
    --at-once 50000       transfers in a file, and in a step
npm run ledger:archive -- --verify --to DIR                prove the files, against the books
    --offline             prove them by themselves
npm run ledger:archive -- --show ID --to DIR               a transfer, or an account's statement
    --data-dir DIR        the bank's data folder; else DATA_DIR or DATABASE_URL`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  process.exitCode = await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`ledger:archive: ${reason}\n`);
  process.exitCode = 2;
}

/** 0 when all is well, 1 when files are not what they should be. */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      before: { type: 'string' },
      to: { type: 'string' },
      show: { type: 'string' },
      preview: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
      hurry: { type: 'boolean', default: false },
      'at-once': { type: 'string', default: '50000' },
      'data-dir': { type: 'string' },
    },
  });
  const { before, to, show, preview, verify, offline, hurry } = values;
  const dataDir = values['data-dir'];
  const atOnce = Number(values['at-once']);
  if (!(Number.isInteger(atOnce) && atOnce > 0)) throw new Error('--at-once wants a number');
  const folder = to === undefined ? undefined : resolve(to);
  if (folder !== undefined && show !== undefined) return find(folder, uuidIn(show));
  if (folder !== undefined && verify) {
    return offline ? prove(folder, undefined) : withBooks(dataDir, (query) => prove(folder, query));
  }
  if (before === undefined || (folder === undefined && !preview)) throw new Error(`say\n${USAGE}`);
  const day = startOf(parseBusinessDate(before), BANK_UTC_OFFSET_MINUTES);
  return withBooks(dataDir, (query) =>
    preview || folder === undefined
      ? foresee(query, day)
      : archive(query, { before: firstOf(day), folder, restful: !hurry, atOnce }),
  );
}

/** A named data folder means its own database, whatever the environment says. */
async function withBooks(
  named: string | undefined,
  work: (query: Query) => Promise<number>,
): Promise<number> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR } = process.env;
  const settings = {
    dataDir: named ?? (DATA_DIR || '.sycee'),
    databaseUrl: named === undefined ? DATABASE_URL || undefined : undefined,
    migrationDatabaseUrl: named === undefined ? MIGRATION_DATABASE_URL || undefined : undefined,
  };
  const migrations = readMigrations(serverRoot('src'), floors);
  const session = await openOwnerConnection(settings, migrations, createLog('warn'));
  try {
    return await work(session.query);
  } finally {
    await session.close();
  }
}

async function foresee(query: Query, day: Instant): Promise<number> {
  const { after, upto, transfers, staying, bytesEach } = await previewArchive(query, firstOf(day));
  if (upto <= after) {
    say(`nothing to archive: the archive reaches ${timeOf(after)} already, or the books end there`);
    return 0;
  }
  say(
    `${transfers} transfers would leave the books, from after ${timeOf(after)} to ${timeOf(upto)}`,
  );
  say(`${staying} stay because they are pending`);
  const [freed, kept] = [bytesEach, IDS_BYTES_EACH].map((each) => (transfers * each) / 1e6);
  say(`about ${freed?.toFixed(1)} MB come free, ${kept?.toFixed(1)} MB of them for the used ids`);
  return 0;
}

/** What an id takes that stays used for ever. */
const IDS_BYTES_EACH = 17;

async function archive(query: Query, options: Parameters<typeof writeArchive>[1]): Promise<number> {
  const { transfers: all, upto, after } = await previewArchive(query, options.before);
  if (upto > after) say(`${all} transfers leave the books for ${options.folder}`);
  const onStep: (typeof options)['onStep'] = ({ file, transfers, until }) =>
    say(`${file}  ${transfers} of ${all}, up to ${timeOf(until)}`);
  const transfers = await writeArchive(query, { ...options, onStep });
  say(transfers === 0 ? 'there was nothing to archive' : `${transfers} transfers are archived`);
  return 0;
}

async function prove(folder: string, query: Query | undefined): Promise<number> {
  const { files, transfers, faults } = await verifyArchive(folder, query);
  for (const fault of faults) say(`FAILED  ${fault}`);
  const against = query === undefined ? 'by themselves' : 'and the books';
  say(`${files} files, ${transfers} transfers ${against}: ${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
}

async function find(folder: string, id: string): Promise<number> {
  let found = 0;
  for await (const shown of showArchive(folder, id)) {
    found++;
    say(lineOf(shown));
  }
  if (found === 0) say(`nothing in ${folder} bears or names ${id}`);
  return found === 0 ? 1 : 0;
}

function lineOf({ file, transfer, movement }: Shown): string {
  const known = Object.entries(transfer.columns).filter(([, value]) => value !== '');
  return JSON.stringify({
    file,
    at: timeOf(transfer.timestamp),
    ...Object.fromEntries(known),
    ...(movement && {
      signed_minor: String(movement.amountMinor),
      balance_after_minor: String(movement.balanceAfterMinor),
    }),
  });
}

/** An id as the ledger knows it: a UUID, also for one with a prefix, as `pay_...`. */
function uuidIn(text: string): string {
  return text.includes('_') ? uuidOf(text) : text.toLowerCase();
}

function firstOf(day: Instant): bigint {
  return BigInt(day) * 1_000_000n;
}

function timeOf(timestamp: bigint): string {
  return timestamp === 0n ? 'the beginning' : isoOf(Number(timestamp / 1_000_000n) as Instant);
}
