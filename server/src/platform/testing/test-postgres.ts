// The PostgreSQL that tests share: one throw-away cluster per user of this machine, kept between
// runs so that a run does not wait for initdb, and started by whoever needs it first.

import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres/launcher.ts';

/** Starts or adopts the tests' PostgreSQL; it forgets everything when the machine crashes. */
export function startTestPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = join(tmpdir(), `sycee-tests-${userInfo().uid}`);
  return startEmbeddedPostgres({ dataDir, durable: false });
}
