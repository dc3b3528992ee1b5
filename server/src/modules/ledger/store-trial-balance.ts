// The trial balance: what stands on each node of the chart of accounts, by ledger.

import type { Tx } from '#platform';

export type TrialBalanceLine = {
  readonly ledger: number;
  readonly code: number;
  readonly class: 'asset' | 'liability' | 'equity' | 'income' | 'expense';
  readonly nameEn: string;
  readonly nameZh: string;
  readonly accounts: number;
  readonly debitsPostedMinor: bigint;
  readonly creditsPostedMinor: bigint;
  readonly debitsPendingMinor: bigint;
  readonly creditsPendingMinor: bigint;
};

type LineRow = {
  ledger: number;
  code: number;
  class: TrialBalanceLine['class'];
  name_en: string;
  name_zh: string;
  accounts: bigint;
  debits_posted: string;
  credits_posted: string;
  debits_pending: string;
  credits_pending: string;
};

/** All accounts summed by ledger and node; debits equal credits over each ledger. */
export async function trialBalance(tx: Tx): Promise<TrialBalanceLine[]> {
  const rows = await tx.query<LineRow>(
    `select a.ledger, a.code, c.class, c.name_en, c.name_zh, count(*) as accounts,
        sum(a.debits_posted_minor) as debits_posted, sum(a.credits_posted_minor) as credits_posted,
        sum(a.debits_pending_minor) as debits_pending,
        sum(a.credits_pending_minor) as credits_pending
      from ledger.standing_accounts() a join ledger.chart c on c.code = a.code
      group by a.ledger, a.code, c.class, c.name_en, c.name_zh
      order by a.ledger, a.code`,
  );
  return rows.map((row) => ({
    ledger: row.ledger,
    code: row.code,
    class: row.class,
    nameEn: row.name_en,
    nameZh: row.name_zh,
    accounts: Number(row.accounts),
    debitsPostedMinor: BigInt(row.debits_posted),
    creditsPostedMinor: BigInt(row.credits_posted),
    debitsPendingMinor: BigInt(row.debits_pending),
    creditsPendingMinor: BigInt(row.credits_pending),
  }));
}
