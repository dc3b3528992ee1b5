// Finds one transfer in an archive, or the whole statement of one account as far as it reaches.

import { moves, readTransfers, type ArchivedTransfer } from './archived-transfer.ts';
import { nameOf, readManifest, readText } from './folder.ts';

export type Shown = {
  readonly file: string;
  readonly transfer: ArchivedTransfer;
  /** For a movement on the account that was asked for: signed, and the balance right after it. */
  readonly movement?: { readonly amountMinor: bigint; readonly balanceAfterMinor: bigint };
};

/**
 * The transfer of an id with those that resolved it, or all transfers of the account of that id, in
 * order of time. Balances are credits less debits, from the account's first movement on.
 */
export async function* showArchive(folder: string, id: string): AsyncGenerator<Shown> {
  let balanceAfterMinor = 0n;
  for (const { number } of await readManifest(folder)) {
    for (const transfer of readTransfers(await readText(folder, number))) {
      const { debitAccountId, creditAccountId, amountMinor } = transfer;
      const file = nameOf(number);
      if (transfer.id === id || transfer.pendingId === id) yield { file, transfer };
      if (debitAccountId !== id && creditAccountId !== id) continue;
      const signedMinor = debitAccountId === id ? -amountMinor : amountMinor;
      if (!moves(transfer)) yield { file, transfer };
      else {
        balanceAfterMinor += signedMinor;
        yield { file, transfer, movement: { amountMinor: signedMinor, balanceAfterMinor } };
      }
    }
  }
}
