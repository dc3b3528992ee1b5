// What only the owner of a test's database may do: make tables, break things, look at everything.

import { Client } from 'pg';

/** Runs SQL as the owner on a connection of its own; answers the rows of the last statement. */
export async function asOwner<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
