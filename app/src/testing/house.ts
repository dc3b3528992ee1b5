// A whole bank for browser tests, started as a person starts it: `npm start` in a folder of its
// own. SYCEE_HOUSE names one that runs already, to write tests against without waiting.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { housePlace } from '../../../tools/src/testing/house-place.ts';

export type House = { readonly address: string; readonly close: () => Promise<void> };

const ROOT = join(import.meta.dirname, '../../..');
const GREETING = /Open {2}(http:\S+)/;

/** Opens the bank and waits until it invites people in. */
export async function openHouse(): Promise<House> {
  const running = process.env['SYCEE_HOUSE'];
  if (running !== undefined) return { address: running, close: async () => undefined };
  const { folder, port } = await housePlace('app');
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/src/start/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), SYCEE_DATA_DIR: folder },
  });
  let said = '';
  const greeted = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = GREETING.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', () => reject(new Error(`the bank did not open:\n${said}`)));
  });
  const address = await greeted;
  return {
    address,
    close: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
