// The port to the face models: a thread of its own, started when the first face is to be looked at,
// so that a server starts without them and nobody waits while they think.

import { openThreads } from '#platform';
import { refuseBiometrics } from '../refusals.ts';
import type { FaceAnalysis, Frame } from './analysis.ts';
import { checkFrames } from './frames.ts';

export type FaceAnalyser = {
  /**
   * Measures the frames of an answer; a second or two. Refuses with `biometrics.frames_invalid`
   * what is no picture, and with `platform.overloaded` when too many are waiting.
   */
  readonly analyse: (frames: readonly Frame[]) => Promise<FaceAnalysis>;
  readonly close: () => Promise<void>;
};

/** The face models of the library, in one warm thread. */
export function openFaceAnalyser(): FaceAnalyser {
  const threads = openThreads<readonly Frame[], FaceAnalysis | null>({
    script: 'src/modules/biometrics/face/face-thread.ts',
    count: 1,
    queueMax: 8,
    timeoutMs: 60_000,
  });
  return {
    analyse: async (frames) => {
      checkFrames(frames);
      const analysis = await threads.ask(frames);
      if (analysis === null) throw refuseBiometrics('biometrics.frames_invalid');
      return analysis;
    },
    close: threads.close,
  };
}
