// The SQL of codes sent to phones: one row per phone and purpose, so that what an attacker can fill
// is bounded.

import { isoOf, type BusinessDate, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';

/** What a code is good for; one for one thing does not serve another. */
export type CodePurpose = 'sign_in' | 'pin_reset' | 'phone_change';

export type NewPhoneCode = {
  readonly phoneIndex: Buffer;
  readonly purpose: CodePurpose;
  readonly codeHash: Buffer;
  readonly expiresAt: Instant;
  readonly sentOn: BusinessDate;
  /** Only when the code before was sent at or before this moment... */
  readonly notSince: Instant;
  /** ...and fewer than these were sent that day. */
  readonly dayLimit: number;
};

/** Puts a new code in the place of the one before; false when it is too soon or one too many. */
export async function replacePhoneCode(tx: Tx, code: NewPhoneCode): Promise<boolean> {
  const rows = await tx.query(
    `insert into parties.phone_codes as c
       (phone_index, purpose, code_hash, sent_at, expires_at, sent_on, sent_that_day)
     values ($1, $2, $3, $4, $5, $6, 1)
     on conflict (phone_index, purpose) do update set
       code_hash = excluded.code_hash, sent_at = excluded.sent_at, used_at = null, tries = 0,
       expires_at = excluded.expires_at, sent_on = excluded.sent_on,
       sent_that_day = case when c.sent_on = excluded.sent_on then c.sent_that_day + 1 else 1 end
     where c.sent_at <= $7 and (c.sent_on <> excluded.sent_on or c.sent_that_day < $8)
     returning 1`,
    [
      code.phoneIndex,
      code.purpose,
      code.codeHash,
      isoOf(tx.now),
      isoOf(code.expiresAt),
      code.sentOn,
      isoOf(code.notSince),
      code.dayLimit,
    ],
  );
  return rows.length === 1;
}

export type PhoneCode = {
  readonly phone_index: Buffer;
  readonly code_hash: Buffer;
  readonly sent_at: Instant;
  readonly expires_at: Instant;
  readonly tries: number;
  readonly used_at: Instant | null;
};

/** The code that counts for a phone, its row taken until the transaction ends. */
export async function lockPhoneCode(
  tx: Tx,
  indexes: readonly Buffer[],
  purpose: CodePurpose,
): Promise<PhoneCode | undefined> {
  const [row] = await tx.query<PhoneCode>(
    `select phone_index, code_hash, sent_at, expires_at, tries, used_at from parties.phone_codes
     where phone_index = any($1::bytea[]) and purpose = $2
     order by sent_at desc limit 1 for update`,
    [indexes, purpose],
  );
  return row;
}

/** Puts the row of a phone under another form of its index. */
export async function movePhoneCode(
  tx: Tx,
  move: { from: Buffer; to: Buffer; purpose: CodePurpose },
): Promise<void> {
  await tx.query(
    'update parties.phone_codes set phone_index = $2 where phone_index = $1 and purpose = $3',
    [move.from, move.to, move.purpose],
  );
}

/** Counts a try of a code and, when it was right, uses it up. */
export async function countPhoneCodeTry(
  tx: Tx,
  index: Buffer,
  purpose: CodePurpose,
  right: boolean,
): Promise<void> {
  await tx.query(
    `update parties.phone_codes set tries = tries + 1, used_at = $3
     where phone_index = $1 and purpose = $2`,
    [index, purpose, right ? isoOf(tx.now) : null],
  );
}
