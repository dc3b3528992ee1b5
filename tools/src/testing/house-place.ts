// Where a test runs a whole bank of its own: a port nobody uses, and a folder that leaves nothing
// behind when it is removed.

import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../start/ports.ts';

export type HousePlace = { readonly folder: string; readonly port: number };

/** Makes a folder that the account PostgreSQL runs under can reach: its files stay inside. */
export async function housePlace(name: string): Promise<HousePlace> {
  const folder = mkdtempSync(join(tmpdir(), `sycee-${name}-`));
  chmodSync(folder, 0o755);
  return { folder, port: await freePort() };
}
