// Loads the face models: @vladmandic/human on TensorFlow.js and WebAssembly, from its package on
// disk. Runs in a thread of its own only, because a second of arithmetic would stop the server.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config, FaceResult, Human as HumanClass } from '@vladmandic/human';
import type { Picture } from './jpeg.ts';

export type FaceModels = {
  /** The names and versions of the models. */
  readonly model: string;
  /** The faces in a picture. */
  readonly facesIn: (picture: Picture) => Promise<readonly FaceResult[]>;
};

type Library = { readonly Human: typeof HumanClass };

const require = createRequire(import.meta.url);

/** Loads the models; about a fifth of a second and 100 MB. */
export async function loadFaceModels(): Promise<FaceModels> {
  const folder = dirname(dirname(require.resolve('@vladmandic/human')));
  const wasmFolder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  globalThis.fetch = fetchFile;
  // The package does not name this build among its exports.
  const { Human } = require(join(folder, 'dist', 'human.node-wasm.js')) as Library;
  const human = new Human(configOf(folder, wasmFolder));
  await human.load();
  const { tf } = human;
  return {
    model: `human-${human.version} faceres`,
    facesIn: async ({ width, height, pixels }) => {
      const tensor = tf.tensor(pixels, [1, height, width, 3], 'int32');
      try {
        const { face } = await human.detect(tensor);
        return face;
      } finally {
        tf.dispose(tensor);
      }
    },
  };
}

/** The models are files of the package; nothing else may be fetched. */
async function fetchFile(input: unknown): Promise<Response> {
  const url = new URL(String(input));
  if (url.protocol !== 'file:') throw new Error(`face models: ${url.protocol} is not read`);
  const type = url.pathname.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  return new Response(await readFile(url), { headers: { 'content-type': type } });
}

function configOf(folder: string, wasmFolder: string): Partial<Config> {
  const off = { enabled: false };
  return {
    backend: 'wasm',
    modelBasePath: `${pathToFileURL(join(folder, 'models')).href}/`,
    wasmPath: `${wasmFolder}/`,
    debug: false,
    async: false,
    warmup: 'none',
    // Every frame is a picture of its own: nothing may be carried over from the one before.
    cacheSensitivity: 0,
    skipAllowed: false,
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: { rotation: false, maxDetected: 3, minConfidence: 0.3, skipFrames: 0 },
      mesh: { enabled: true },
      iris: off,
      emotion: off,
      description: { enabled: true, minConfidence: 0 },
      antispoof: { enabled: true },
      liveness: { enabled: true },
    },
  };
}
