// What is built before the start: the bank and the sandbox as one file each, and the app. What did
// not change since the last time is not built again.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build as bundle } from 'esbuild';

import { digestOf, forgetDigest, isBuiltFrom, keepDigest } from './inputs.ts';

export type Build = {
  readonly name: string;
  /** Makes the build's folder anew. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

type Workspace = 'server' | 'sandbox' | 'app';
type Recipe = {
  readonly inputs: readonly string[];
  readonly run: (root: string, signal: AbortSignal) => Promise<void>;
};

const SHARED = ['package-lock.json', 'tsconfig.base.json', 'kit/package.json', 'kit/src'];

const RECIPES: Readonly<Record<Workspace, Recipe>> = {
  server: {
    inputs: [...SHARED, 'server/package.json', 'server/src'],
    run: (root) =>
      bundleNode(root, 'server', {
        main: 'server/src/main.ts',
        staff: 'server/src/staff.ts',
        'face-thread': 'server/src/modules/biometrics/face/face-thread.ts',
        'picture-thread': 'server/src/modules/parties/id-document/picture-thread.ts',
        'voice-thread': 'server/src/modules/biometrics/voice/voice-thread.ts',
      }),
  },
  sandbox: {
    inputs: [...SHARED, 'sdk/src', 'sandbox/package.json', 'sandbox/src'],
    run: (root) =>
      bundleNode(root, 'sandbox', {
        main: 'sandbox/src/main.ts',
        personas: 'sandbox/src/personas/main.ts',
        'shrink-thread': 'sandbox/src/document-reader/shrink-thread.ts',
      }),
  },
  app: {
    inputs: [...SHARED, 'sdk/package.json', 'sdk/src', 'app'],
    run: buildApp,
  },
};

const NAMES: Readonly<Record<Workspace, string>> = {
  server: 'the bank',
  sandbox: 'the sandbox world',
  app: 'the app',
};

/** The builds that are due, in no order. */
export function buildsDue(root: string): Build[] {
  return (Object.keys(RECIPES) as Workspace[]).flatMap((workspace) => {
    const { inputs, run } = RECIPES[workspace];
    const folder = join(root, workspace, 'dist');
    const digest = digestOf(root, inputs);
    if (isBuiltFrom(folder, digest)) return [];
    const build = async (signal: AbortSignal): Promise<void> => {
      forgetDigest(folder);
      await run(root, signal);
      keepDigest(folder, digest);
    };
    return [{ name: NAMES[workspace], run: build }];
  });
}

/** Packages stay outside: they are found in node_modules as they are. */
async function bundleNode(
  root: string,
  workspace: Workspace,
  entryPoints: Record<string, string>,
): Promise<void> {
  const manifest = JSON.parse(
    readFileSync(join(root, workspace, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'optionalDependencies', Record<string, string> | undefined>;
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const external = packages.filter((name) => !name.startsWith('@sycee/'));
  await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir: join(workspace, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    external: external.flatMap((name) => [name, `${name}/*`]),
    logLevel: 'error',
  });
}

function buildApp(root: string, signal: AbortSignal): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: join(root, 'app'),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let said = '';
    const listen = (chunk: Buffer): void => void (said += chunk.toString());
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the app cannot be built:\n${said}`));
    });
  });
}
