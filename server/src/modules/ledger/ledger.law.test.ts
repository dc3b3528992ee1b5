// What is true of every history of the ledger, whatever is asked of it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountsOf, balancesOf, chainsOf, histories, type Step } from './testing/histories.ts';
import { subjectInMemory, type Subject } from './testing/subject.ts';
import type { NewTransfer, TransferStatus } from './transfer.ts';

const RUNS = { numRuns: 300 };

type Seen = {
  readonly ledger: Subject;
  readonly batch: readonly NewTransfer[];
  readonly statuses: readonly TransferStatus[];
};

/** Plays random histories and checks a law after every batch. */
async function always(law: (seen: Seen) => Promise<void> | void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories(), async (steps: Step[]) => {
      const ledger = subjectInMemory();
      await ledger.openAccounts(accountsOf());
      for (const step of steps) {
        if ('seconds' in step) await ledger.pass(step.seconds);
        else await law({ ledger, batch: step.batch, statuses: await ledger.post(step.batch) });
      }
    }),
    RUNS,
  );
}

const total = (values: readonly (bigint | undefined)[]): bigint =>
  values.reduce((sum: bigint, value) => sum + (value ?? 0n), 0n);

describe('after every batch of every history', () => {
  test('debits equal credits, posted and pending', async () => {
    await always(async ({ ledger }) => {
      const all = await balancesOf(ledger);
      expect(total(all.map((one) => one.debitsPostedMinor))).toBe(
        total(all.map((one) => one.creditsPostedMinor)),
      );
      expect(total(all.map((one) => one.debitsPendingMinor))).toBe(
        total(all.map((one) => one.creditsPendingMinor)),
      );
    });
  });

  test('no limit is broken, not even by what is only held', async () => {
    await always(async ({ ledger }) => {
      for (const { id } of accountsOf()) {
        const account = await ledger.account(id);
        if (account === undefined) throw new Error('an account is gone');
        const debits = account.debitsPendingMinor + account.debitsPostedMinor;
        const credits = account.creditsPendingMinor + account.creditsPostedMinor;
        const { debitsMustNotExceedCredits, creditsMustNotExceedDebits } = account.flags;
        if (debitsMustNotExceedCredits) expect(debits <= account.creditsPostedMinor).toBe(true);
        if (creditsMustNotExceedDebits) expect(credits <= account.debitsPostedMinor).toBe(true);
      }
    });
  });

  test('a linked chain is made whole or not at all', async () => {
    await always(({ batch, statuses }) => {
      for (const chain of chainsOf(batch, statuses)) {
        const made = chain.filter((status) => status === 'created').length;
        expect([0, chain.length]).toContain(made);
      }
    });
  });

  test('the same batch again makes nothing and changes nothing', async () => {
    await always(async ({ ledger, batch }) => {
      const before = await balancesOf(ledger);
      expect(await ledger.post(batch)).not.toContain('created');
      expect(await balancesOf(ledger)).toEqual(before);
    });
  });

  test('a made transfer stands as it was asked for, a refused one not at all', async () => {
    await always(async ({ ledger, batch, statuses }) => {
      for (const [index, asked] of batch.entries()) {
        const standing = await ledger.transfer(asked.id);
        const madeHere = batch.findIndex(
          (one, at) => one.id === asked.id && statuses[at] === 'created',
        );
        if (madeHere === index) {
          expect(standing?.pendingId).toBe(asked.pendingId ?? null);
          expect(standing !== undefined && standing.amountMinor <= 80n).toBe(true);
        }
        if (statuses[index] === 'exceeds_credits') expect(standing).toBeUndefined();
      }
    });
  });
});

test('what is on an account is what its transfers left there', async () => {
  await fc.assert(
    fc.asyncProperty(histories(), async (steps: Step[]) => {
      const ledger = subjectInMemory();
      await ledger.openAccounts(accountsOf());
      const made = new Map<string, bigint>();
      const held = new Map<string, { id: string; amountMinor: bigint }>();
      // Time stands still here, so that only transfers change anything.
      for (const step of steps) {
        const batch = 'batch' in step ? step.batch : [];
        const statuses = await ledger.post(batch);
        for (const [index, { id }] of batch.entries()) {
          const transfer = statuses[index] === 'created' ? await ledger.transfer(id) : undefined;
          if (transfer === undefined) continue;
          const { flags, pendingId, creditAccountId, amountMinor } = transfer;
          if (flags.pending) held.set(id, { id: creditAccountId, amountMinor });
          else if (pendingId !== null) held.delete(pendingId);
          if (!flags.pending && !flags.voidPendingTransfer) {
            made.set(creditAccountId, (made.get(creditAccountId) ?? 0n) + amountMinor);
          }
        }
      }
      for (const { id } of accountsOf()) {
        const account = await ledger.account(id);
        const pending = [...held.values()].filter((one) => one.id === id);
        expect(account?.creditsPostedMinor).toBe(made.get(id) ?? 0n);
        expect(account?.creditsPendingMinor).toBe(total(pending.map((one) => one.amountMinor)));
      }
    }),
    RUNS,
  );
});
