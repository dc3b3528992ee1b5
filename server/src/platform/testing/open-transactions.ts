// What transactions the server has open at this moment, as the database itself sees it.

import { asOwner } from './as-owner.ts';

/** The last statement of each open transaction of the server's own connections. */
export async function openTransactions(url: string): Promise<string[]> {
  const rows = await asOwner<{ query: string }>(
    url,
    `select query from pg_stat_activity
      where datname = current_database() and application_name = 'sycee'
        and xact_start is not null`,
  );
  return rows.map(({ query }) => query);
}
