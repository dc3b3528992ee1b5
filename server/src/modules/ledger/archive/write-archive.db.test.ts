// What archiving does and refuses, and that a run that dies anywhere leaves nothing to mend.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSeconds } from '@sycee/kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { post, type EngineName } from '#ledger';
import type { Query } from '#platform';
import { ownerSession } from '../../../platform/testing/owner-session.ts';
import { afterForce } from '../../../platform/testing.ts';
import { completeTransfer } from '../complete.ts';
import { append } from '../memory/store.ts';
import { transferColumns } from '../memory/transfer-columns.ts';
import { recordTransfers } from '../store.ts';
import { balanceAt, carriedBalance, entriesOf, turnoverOf } from '../store-entries.ts';
import { transfersById } from '../store-lookups.ts';
import { archiveScene, type ArchiveScene } from '../testing/archive-scene.ts';
import { auditLedger } from '../testing/audit.ts';
import { customers, payment } from '../testing/scene.ts';
import { posting, voiding, type NewTransfer } from '../transfer.ts';
import { nextStep, removeStep, textOf, tryForArchive } from './store.ts';
import { sha256Of } from './folder.ts';
import { verifyArchive } from './verify-archive.ts';
import { previewArchive, writeArchive } from './write-archive.ts';

describe.each<EngineName>(['sql', 'memory'])('engine %s', (name) => {
  let scene: ArchiveScene;
  beforeAll(async () => {
    scene = await archiveScene(name);
  });
  afterAll(() => scene.close());
  afterEach(async () => {
    expect(await auditLedger(scene.bank)).toEqual({});
    expect((await verifyArchive(scene.folder, scene.owner.query)).faults).toEqual([]);
  });

  const pay = (...transfers: NewTransfer[]) => scene.engine.submit({ transfers });
  const archive = (atOnce = 3) =>
    writeArchive(scene.owner.query, { before: scene.now(), folder: scene.folder, atOnce });
  const standing = async (...ids: string[]) =>
    (await scene.bank.database.read((tx) => transfersById(tx, ids))).map(({ id }) => id).toSorted();
  const read = <Seen>(work: Parameters<typeof scene.bank.database.read<Seen>>[0]) =>
    scene.bank.database.read(work);

  test('what is pending stays until it is over, and then goes with its end', async () => {
    const [from = '', to = ''] = await customers(scene.bank, 2, 1000n);
    const pending = { flags: { pending: true } };
    const held = { ...payment(from, to, 10n), ...pending };
    const taken = { ...payment(from, to, 20n), ...pending };
    const timed = { ...payment(from, to, 30n), ...pending, timeoutSeconds: 86_400 };
    const freed = { ...payment(from, to, 40n), ...pending };
    const took = posting(randomUUID(), taken.id, 15n);
    await pay(held, taken, timed, freed, took);
    await scene.passDays(0);
    const late = voiding(randomUUID(), freed.id);
    scene.bank.clock.advance(7_200);
    const between = scene.now();
    await pay(late);
    await scene.passDays(1.5);
    await writeArchive(scene.owner.query, { before: between, folder: scene.folder, atOnce: 2 });
    expect(await standing(held.id, taken.id, timed.id, freed.id, took.id, late.id)).toEqual(
      [held.id, timed.id, freed.id, late.id].toSorted(),
    );
    // Nothing but the right end ends them.
    expect(await pay(posting(randomUUID(), taken.id))).toEqual(['pending_transfer_in_archive']);
    const end = posting(randomUUID(), held.id);
    expect(await pay(end)).toEqual(['created']);
    await scene.passDays(3);
    await archive();
    expect(await standing(held.id, freed.id, end.id, late.id)).toEqual([]);
  });

  test('an id in the archive makes nothing, whoever asks in whichever way', async () => {
    const [from = '', to = ''] = await customers(scene.bank, 2, 1000n);
    const [first, second] = [payment(from, to, 10n), payment(from, to, 20n)];
    await pay(first, second);
    await scene.passDays(2);
    await archive();
    const fresh = payment(from, to, 5n);
    expect(await pay(first)).toEqual(['exists_in_archive']);
    expect(await pay({ ...second, amountMinor: 21n }, fresh)).toEqual([
      'exists_in_archive',
      'created',
    ]);
    const { database } = scene.bank;
    expect(await database.transact((tx) => post(tx, [first]))).toEqual(['exists_in_archive']);
    // A judge that is wrong, or a forger with the server's login.
    const forged = database.transact(async (tx) => {
      const one = completeTransfer(first, scene.now());
      if (name === 'sql') return recordTransfers(tx, [one], []);
      const columns = transferColumns();
      columns.push(one);
      const [row] = await tx.query<{ epoch: bigint }>('select epoch from ledger.writer');
      const last = scene.now() + 1_000_000_000n;
      const appended = { batch: null, first: last, columns: columns.toColumns([]) };
      return append(tx.query, row?.epoch ?? 0n, appended);
    });
    await expect(forged).rejects.toThrow(/archive|made or failed/);
  });

  test('a time before the cut is refused with the first day to ask for', async () => {
    const [from = '', to = ''] = await customers(scene.bank, 2, 1000n);
    await pay(payment(from, to, 10n), payment(from, to, 20n));
    await scene.passDays(2);
    const cut = scene.bank.clock.now();
    await pay(payment(from, to, 30n));
    await scene.passDays(2);
    await writeArchive(scene.owner.query, {
      before: BigInt(cut) * 1_000_000n,
      folder: scene.folder,
    });
    const past = addSeconds(cut, -86_400);
    const refusal = { code: 'ledger.archived', facts: { day: expect.stringMatching(/^2026-/) } };
    const now = scene.bank.clock.now();
    for (const asked of [
      () => read((tx) => balanceAt(tx, from, past)),
      () => read((tx) => turnoverOf(tx, from, { from: past, to: now })),
      () => read((tx) => entriesOf(tx, from, { from: past, limit: 5 })),
      () => read((tx) => entriesOf(tx, from, { before: 5n, limit: 5 })),
    ]) {
      await expect(asked()).rejects.toMatchObject(refusal);
    }
    expect(await read((tx) => balanceAt(tx, from, cut))).toBe(970n);
    expect(await read((tx) => carriedBalance(tx, from))).toBe(970n);
    const page = await read((tx) => entriesOf(tx, from, { limit: 5 }));
    expect(page.map((one) => one.balanceAfterMinor)).toEqual([940n]);
  });

  test('a run that dies at any statement is finished by the next one', async () => {
    const [from = '', to = ''] = await customers(scene.bank, 2, 100_000n);
    for (let deaths = 0, hasDied = true; hasDied; deaths++) {
      await pay(...Array.from({ length: 6 }, (_, index) => payment(from, to, BigInt(index))));
      await scene.passDays(2);
      const mortal = dyingAfter(scene.owner.query, deaths);
      const options = { before: scene.now(), folder: scene.folder, atOnce: 2 };
      hasDied = await writeArchive(mortal, options).then(
        () => false,
        () => true,
      );
      expect(await auditLedger(scene.bank)).toEqual({});
      // What a death in the middle of a file leaves behind is written over.
      writeFileSync(join(scene.folder, 'transfers-999999.tsv.gz.part'), 'half a file');
      await writeArchive(scene.owner.query, options);
      expect((await verifyArchive(scene.folder, scene.owner.query)).faults).toEqual([]);
    }
  }, 60_000);

  test('money moves while old movements leave', async () => {
    const [from = '', to = ''] = await customers(scene.bank, 2, 100_000n);
    await pay(...Array.from({ length: 300 }, () => payment(from, to, 1n)));
    await scene.passDays(2);
    const over = { yes: false };
    const paying = (async () => {
      let made = 0;
      for (; !over.yes; made++) expect(await pay(payment(to, from, 1n))).toEqual(['created']);
      return made;
    })();
    await archive(40);
    over.yes = true;
    expect(await paying).toBeGreaterThan(3);
  });
});

describe('an archive', () => {
  let scene: ArchiveScene;
  let account = '';
  beforeAll(async () => {
    scene = await archiveScene('sql');
    const [from = '', to = ''] = await customers(scene.bank, 2, 1000n);
    account = from;
    for (let day = 0; day < 3; day++) {
      await scene.engine.submit({ transfers: [payment(from, to, 10n), payment(from, to, 20n)] });
      await scene.passDays(1);
    }
  });
  afterAll(() => scene.close());

  test('takes nothing of the last day, and tells before what it would take', async () => {
    const preview = await previewArchive(scene.owner.query, scene.now() * 2n);
    expect(preview.upto).toBeLessThan(scene.now() - 86_300_000_000_000n);
    expect(preview).toMatchObject({ transfers: expect.any(Number) as number, staying: 0 });
    const options = { before: scene.now() * 2n, folder: scene.folder, atOnce: 4 };
    expect(await writeArchive(scene.owner.query, options)).toBe(preview.transfers);
    expect(await writeArchive(scene.owner.query, options)).toBe(0);
  });

  test('has one folder: not an empty one, not that of another bank', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'sycee-archive-'));
    const options = { before: scene.now(), folder: elsewhere };
    await expect(writeArchive(scene.owner.query, options)).rejects.toThrow(
      /lacks transfers-000001/,
    );
    writeFileSync(
      join(elsewhere, 'manifest.json'),
      JSON.stringify({
        format: 'sycee-ledger-archive/1',
        files: [{ number: 1, after: '0', until: '5', transfers: 1, sha256: '00', chain: '00' }],
      }),
    );
    await expect(writeArchive(scene.owner.query, options)).rejects.toThrow(/of other books/);
    rmSync(elsewhere, { recursive: true });
  });

  test('is made by one at a time', async () => {
    const other = await ownerSession(scene.bank);
    await scene.owner.query('select pg_advisory_unlock_all()');
    expect(await tryForArchive(other.query)).toBe(true);
    const options = { before: scene.now(), folder: scene.folder };
    await expect(writeArchive(scene.owner.query, options)).rejects.toThrow('somebody else');
    await other.close();
  });

  test('lets nothing go that is not in the file, or not on the statements', async () => {
    await scene.passDays(2);
    const { query } = scene.owner;
    const step = await nextStep(query, scene.now(), 2);
    const [row] = await query<{ next: number }>(
      'select max(number) + 1 as next from ledger.archive_files',
    );
    const number = row?.next ?? 1;
    const content = await textOf(query, step);
    const wrong = sha256Of(content.replace('\t10\t', '\t11\t').concat(' '));
    await expect(removeStep(query, number, step, wrong)).rejects.toThrow('does not hold');
    const right = sha256Of(content);
    await expect(removeStep(query, number + 1, step, right)).rejects.toThrow('does not go on');
    const late = { ...step, after: step.after + 1n };
    await expect(removeStep(query, number, late, right)).rejects.toThrow('does not go on');
    const forced = afterForce(
      scene.bank,
      [
        `update ledger.lines set amounts_minor[1] = amounts_minor[1] - 1,
            debits_posted_minor = debits_posted_minor + 1
          where account_id = '${account}' and cardinality(timestamps) > 0`,
      ],
      async (tx) => {
        const text = await textOf(tx.query, { ...step, upto: scene.now() - 86_400_000_000_000n });
        const upto = { ...step, upto: scene.now() - 86_400_000_000_000n };
        return removeStep(tx.query, number, upto, sha256Of(text));
      },
    );
    await expect(forced).rejects.toThrow(`the statement of account ${account}`);
    expect(await auditLedger(scene.bank)).toEqual({});
  });

  const forbidden: string[] = [
    `select ledger.archive_step(1, 0, 1, '')`,
    `select ledger.carry_lines(0, 9000000000000000000)`,
    `select ledger.pack_archived_ids(array[gen_random_uuid()])`,
    `select ledger.archive_text(0, 9000000000000000000)`,
    `select * from ledger.archive_next(9000000000000000000, 1)`,
    ...['archive', 'archive_files', 'archived_ids'].flatMap((table) => [
      `delete from ledger.${table}`,
      `truncate ledger.${table}`,
      `insert into ledger.${table} select * from ledger.${table}`,
    ]),
    'update ledger.archive set until = 9000000000000000000',
    `delete from ledger.transfers`,
    `delete from ledger.lines`,
  ];
  test.each(forbidden)('is out of reach for the server: %s', async (sql) => {
    const asServer = scene.bank.database.transact(async (tx) => {
      await tx.query(`set local ledger.writing = 'on'`);
      await tx.query(sql);
    });
    await expect(asServer).rejects.toThrow(/permission denied/);
  });

  test.each(['transfers', 'lines', 'pending_states', 'archive', 'archive_files', 'archived_ids'])(
    'nobody deletes from %s by mistake, not even the owner',
    async (table) => {
      const asOwner = scene.owner.query(`delete from ledger.${table}`);
      await expect(asOwner).rejects.toThrow(/takes no delete/);
    },
  );
});

/** A connection whose process dies: some statements get through, the last one unheard of. */
function dyingAfter(query: Query, statements: number): Query {
  let left = statements;
  return async (sql, values) => {
    if (left < 0) throw new Error('dead');
    const rows = await query<never>(sql, values);
    if (left-- === 0) throw new Error('dead');
    return rows;
  };
}
