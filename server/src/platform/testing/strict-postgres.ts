// A PostgreSQL of its own with the roles of a strict installation: an owner who is no superuser,
// and a login for the server that may do nothing but act as `sycee_app`.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '../database/pool.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/launcher.ts';
import { asOwner } from './as-owner.ts';
import { heldClock } from './held-clock.ts';
import type { Ground } from './test-house.ts';

export type StrictPostgres = {
  readonly dataDir: string;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly loginUrl: string;
  /** What a house stands on that uses the login; closing it removes everything. */
  readonly ground: Ground;
};

/** As docs/operating/configuration.md says. */
const ROLES = [
  `create role sycee_owner login password 'of-the-owner' createrole`,
  'create database sycee owner sycee_owner',
  `create role sycee_login login password 'of-the-server'`,
];

/** Starts it, with an empty database. */
export async function strictPostgres(): Promise<StrictPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sycee-strict-'));
  // Open to the account PostgreSQL runs under, so that everything stays inside and goes with it.
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  for (const sql of ROLES) await asOwner(postgres.urlOf('postgres'), sql);
  const addressOf = (username: string, password: string): string =>
    Object.assign(new URL(postgres.urlOf('sycee')), { username, password }).href;
  const ownerUrl = addressOf('sycee_owner', 'of-the-owner');
  const loginUrl = addressOf('sycee_login', 'of-the-server');
  const pool = openPool({ url: ownerUrl, max: 2 });
  const close = async (): Promise<void> => {
    await pool.end();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const ground = { url: loginUrl, clock: heldClock(), pool, close };
  return { dataDir, adminUrl: postgres.urlOf('sycee'), ownerUrl, loginUrl, ground };
}
