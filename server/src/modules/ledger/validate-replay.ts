// A transfer whose id already stands in the books: the same request again is answered `exists`, and
// anything else under the same id says in what it differs.

import type { Book } from './book.ts';
import { NIL_ID } from './status.ts';
import type { Transfer, TransferNo } from './transfer.ts';
import { sameFlags } from './validate-account.ts';
import { resolvedAmount } from './validate-resolution.ts';

/** How a transfer asked for again compares with the one that stands. */
export function replayOf(book: Book, standing: Transfer, asked: Transfer): TransferNo {
  if (!sameFlags(standing.flags, asked.flags)) return 'exists_with_different_flags';
  if (standing.pendingId !== asked.pendingId) return 'exists_with_different_pending_id';
  if (standing.timeoutSeconds !== asked.timeoutSeconds) return 'exists_with_different_timeout';
  const original = asked.pendingId === null ? undefined : book.transfer(asked.pendingId);
  const meant = original === undefined ? asked : meantBy(asked, original);
  if (standing.debitAccountId !== meant.debitAccountId) {
    return 'exists_with_different_debit_account_id';
  }
  if (standing.creditAccountId !== meant.creditAccountId) {
    return 'exists_with_different_credit_account_id';
  }
  if (!sameAmount(standing, meant)) return 'exists_with_different_amount';
  if (standing.userData128 !== meant.userData128) return 'exists_with_different_user_data_128';
  if (standing.userData64 !== meant.userData64) return 'exists_with_different_user_data_64';
  if (standing.userData32 !== meant.userData32) return 'exists_with_different_user_data_32';
  if (standing.ledger !== meant.ledger) return 'exists_with_different_ledger';
  if (standing.code !== meant.code) return 'exists_with_different_code';
  return 'exists';
}

/** A posting or voiding with the pending transfer's fields where it names none of its own. */
function meantBy(asked: Transfer, original: Transfer): Transfer {
  return {
    ...asked,
    amountMinor: resolvedAmount(asked, original),
    debitAccountId: orElse(asked.debitAccountId, NIL_ID, original.debitAccountId),
    creditAccountId: orElse(asked.creditAccountId, NIL_ID, original.creditAccountId),
    userData128: asked.userData128 ?? original.userData128,
    userData64: orElse(asked.userData64, 0n, original.userData64),
    userData32: orElse(asked.userData32, 0, original.userData32),
    ledger: orElse(asked.ledger, 0, original.ledger),
    code: orElse(asked.code, 0, original.code),
  };
}

function orElse<Value>(value: Value, none: Value, otherwise: Value): Value {
  return value === none ? otherwise : value;
}

/** A balancing transfer named an upper bound: any that allows what was moved is the same. */
function sameAmount(standing: Transfer, meant: Transfer): boolean {
  const { balancingDebit, balancingCredit } = meant.flags;
  if (balancingDebit || balancingCredit) return meant.amountMinor >= standing.amountMinor;
  return meant.amountMinor === standing.amountMinor;
}
