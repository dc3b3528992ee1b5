// Makes sure that there is a Chromium for the browser tests: finds it, installs it where that is
// plainly allowed (root on Debian or Ubuntu), and otherwise says exactly what to type.

import { readFileSync } from 'node:fs';

import { findChromium } from '../testing/chromium.ts';
import { run } from './command.ts';

const PACKAGES = ['chromium', 'fonts-noto-cjk'];

export type Chromium = { readonly path: string } | { readonly advice: string };

/** Answers the program's path, or what a person has to do to get one. */
export async function ensureChromium(cwd: string): Promise<Chromium> {
  const present = findChromium();
  if (present !== undefined) return { path: present };
  if (process.env['CHROME_PATH']) {
    return { advice: `CHROME_PATH names no program: ${process.env['CHROME_PATH']}` };
  }
  if (!isDebian()) {
    return { advice: 'Install Chromium or Chrome, then:  CHROME_PATH=/path/to/chrome npm test' };
  }
  const byHand = `sudo apt-get update && sudo apt-get install -y ${PACKAGES.join(' ')}`;
  if (process.getuid?.() !== 0) return { advice: `Type:  ${byHand}` };
  console.log(`No Chromium here; installing ${PACKAGES.join(' and ')} ...`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update', '-q'], { cwd, environment });
  const { output } = await run(
    ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...PACKAGES],
    { cwd, environment },
  );
  const path = findChromium();
  return path === undefined ? { advice: `${output}\nIt failed. Type:  ${byHand}` } : { path };
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
