// Where the server's package is on disk, the same from source and from the built bundle, so that
// migrations, fonts and the app are found in both.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An absolute path inside the server's package: `serverRoot('src', 'modules')`. */
export function serverRoot(...path: string[]): string {
  return join(packageRoot(), ...path);
}

/** The version of the server, as its package says. */
export function serverVersion(): string {
  const text = readFileSync(serverRoot('package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
