// The thread that looks at faces: loads the models at its first question, and answers each with
// what was measured, or with null when a frame cannot be decoded.

import { parentPort } from 'node:worker_threads';
import type { FaceAnalysis, Frame } from './analysis.ts';
import { loadFaceModels, type FaceModels } from './human.ts';
import { decodeJpeg, type Picture } from './jpeg.ts';
import { measureFrame } from './measure-frame.ts';

let models: Promise<FaceModels> | undefined;

parentPort?.on('message', (frames: readonly Frame[]) => void answer(frames));

/** A defect is not caught: it ends this thread, and the next question starts another. */
async function answer(frames: readonly Frame[]): Promise<void> {
  models ??= loadFaceModels();
  parentPort?.postMessage(await analyse(await models, frames), []);
}

async function analyse(
  faceModels: FaceModels,
  frames: readonly Frame[],
): Promise<FaceAnalysis | null> {
  const pictures = frames.map(({ jpeg }) => pictureIn(jpeg));
  const measured = [];
  for (const [index, frame] of frames.entries()) {
    const picture = pictures[index];
    if (picture === undefined) return null;
    measured.push(await measureFrame(faceModels, frame, picture));
  }
  return { model: faceModels.model, frames: measured };
}

/** What a sender broke is the sender's fault; anything else may end the thread. */
function pictureIn(jpeg: Uint8Array): Picture | undefined {
  try {
    return decodeJpeg(jpeg);
  } catch {
    return undefined;
  }
}
