// What verifying finds, and what can be looked up: each row changes one thing in a folder or in the
// books, as somebody with the right to do so might.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterForce, auditOf } from '../../../platform/testing.ts';
import { archiveScene, type ArchiveScene } from '../testing/archive-scene.ts';
import { customers, payment } from '../testing/scene.ts';
import { posting } from '../transfer.ts';
import { sha256Of } from './folder.ts';
import { showArchive, type Shown } from './show-archive.ts';
import { verifyArchive } from './verify-archive.ts';
import { writeArchive } from './write-archive.ts';

let scene: ArchiveScene;
let [from, to] = ['', ''];
const held = { id: randomUUID(), end: randomUUID() };
beforeAll(async () => {
  scene = await archiveScene('sql');
  [from = '', to = ''] = await customers(scene.bank, 2, 1000n);
  const pending = { ...payment(from, to, 50n), id: held.id, flags: { pending: true } };
  await scene.engine.submit({ transfers: [pending, payment(from, to, 10n)] });
  await scene.passDays(1);
  await scene.engine.submit({
    transfers: [posting(held.end, held.id, 20n), payment(to, from, 5n)],
  });
  await scene.passDays(2);
  await writeArchive(scene.owner.query, { before: scene.now(), folder: scene.folder, atOnce: 2 });
});
afterAll(() => scene.close());

const FIRST = 'transfers-000001.tsv.gz';

/** Rewrites a file of a folder. */
function change(folder: string, name: string, edit: (text: string) => string): void {
  const path = join(folder, name);
  const packed = name.endsWith('.gz');
  const bytes = readFileSync(path);
  const edited = edit((packed ? gunzipSync(bytes) : bytes).toString('utf8'));
  writeFileSync(path, packed ? gzipSync(edited) : edited);
}

describe('verifying', () => {
  const rows: [string, (folder: string) => void, RegExp, 'alone' | 'with the books'][] = [
    ['a file gone', (at) => rmSync(join(at, FIRST)), /000001.*: it is missing/, 'alone'],
    [
      'an amount changed',
      (at) => change(at, FIRST, (text) => text.replace('\t1000\t', '\t1001\t')),
      /000001.*: it was changed/,
      'alone',
    ],
    [
      'a file that is cut off',
      (at) => writeFileSync(join(at, FIRST), readFileSync(join(at, FIRST)).subarray(0, 40)),
      /000001.*: unexpected end of file/,
      'alone',
    ],
    [
      'an amount changed, and its hash in the manifest',
      (at) => {
        let text = '';
        change(at, FIRST, (was) => (text = was.replace('\t1000\t', '\t1001\t')));
        change(at, 'manifest.json', (was) =>
          was.replace(/"sha256": "\w+"/, `"sha256": "${sha256Of(text).toString('hex')}"`),
        );
      },
      /000001.*: the chain of hashes is broken/,
      'alone',
    ],
    [
      'the last file left out',
      (at) =>
        change(at, 'manifest.json', (was) => {
          const manifest = JSON.parse(was) as { files: object[] };
          return JSON.stringify({ ...manifest, files: manifest.files.slice(0, -1) });
        }),
      /it left the books, and the manifest does not list it/,
      'with the books',
    ],
    [
      'the first file left out',
      (at) =>
        change(at, 'manifest.json', (was) => {
          const manifest = JSON.parse(was) as { files: object[] };
          return JSON.stringify({ ...manifest, files: manifest.files.slice(1) });
        }),
      /it does not follow on the file before/,
      'alone',
    ],
  ];
  test.each(rows)('%s', async (_name, edit, fault, against) => {
    const folder = mkdtempSync(join(tmpdir(), 'sycee-archive-'));
    cpSync(scene.folder, folder, { recursive: true });
    expect((await verifyArchive(folder, undefined)).faults).toEqual([]);
    edit(folder);
    const query = against === 'alone' ? undefined : scene.owner.query;
    expect((await verifyArchive(folder, query)).faults.join('\n')).toMatch(fault);
    rmSync(folder, { recursive: true });
  });

  const books: [string, string, RegExp, string[]][] = [
    [
      'carried money that nobody moved',
      `update ledger.lines set credits_posted_minor = credits_posted_minor + 1
        where account_id = :to and cardinality(timestamps) = 0`,
      /account .*: the books carry other sums/,
      ['0002-sums', '0014-archive'],
    ],
    [
      'a carried line gone',
      'delete from ledger.lines where account_id = :to and cardinality(timestamps) = 0',
      /account .*: the books carry other sums/,
      ['0002-sums', '0014-archive'],
    ],
    [
      'an id that may be used again',
      'update ledger.archived_ids set ids = trim_array(ids, 1)',
      /the books do not know all of its ids/,
      ['0014-archive'],
    ],
    [
      'a file that the books do not remember',
      `delete from ledger.archive_files where number = 1`,
      /it is not the one that left the books/,
      ['0014-archive'],
    ],
    [
      'an archived transfer that is back in the books',
      `insert into ledger.transfers (id, debit_account_id, credit_account_id, amount_minor,
          user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
        values (:end, :from, :to, 20, 0, 0, 0, 156, 4, 0, 9)`,
      /^$/,
      ['0002-references', '0002-statements', '0002-sums', '0014-archive'],
    ],
  ];
  test.each(books)('%s', async (_name, sql, fault, checks) => {
    const names: Record<string, string> = { from, to, end: held.end };
    const named = sql.replaceAll(/:(\w+)/g, (_, name: string) => `'${names[name]}'`);
    const seen = await afterForce(scene.bank, [named], async (tx) => ({
      faults: (await verifyArchive(scene.folder, tx.query)).faults,
      checks: Object.keys(await auditOf(tx, ['ledger'])),
    }));
    expect(seen.faults.join('\n')).toMatch(fault);
    expect(seen.checks.toSorted()).toEqual(checks.map((name) => `ledger/${name}`));
  });
});

describe('showing', () => {
  const shown = async (id: string): Promise<Shown[]> => {
    const found: Shown[] = [];
    for await (const one of showArchive(scene.folder, id)) found.push(one);
    return found;
  };

  test('a transfer, with what became of it', async () => {
    const found = await shown(held.id);
    expect(found.map(({ transfer }) => [transfer.id, transfer.pendingStatus])).toEqual([
      [held.id, 'posted'],
      [held.end, ''],
    ]);
  });

  test('the statement of an account, with the balance after each movement', async () => {
    const found = await shown(from);
    const movements = found.flatMap(({ movement }) => movement ?? []);
    expect(
      movements.map(({ amountMinor, balanceAfterMinor }) => [amountMinor, balanceAfterMinor]),
    ).toEqual([
      [1000n, 1000n],
      [-10n, 990n],
      [-20n, 970n],
      [5n, 975n],
    ]);
  });

  test('nothing for what was never there', async () => {
    expect(await shown(randomUUID())).toEqual([]);
  });
});
