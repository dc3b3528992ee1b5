// Listens to the microphone: what was heard so far at 16 kHz, until it is closed. Everything stays
// in memory, and is let go with the recording.

import recorderUrl from './recorder-worklet.ts?worker&url';
import { closeMedia, openMicrophone } from './media.ts';
import { resampled } from './sound.ts';
import { loudnessOf } from './speech.ts';

export type Recording = {
  /** How loud it was so far, as `loudnessOf` tells it. */
  readonly loudness: () => number[];
  /** All samples so far, at 16 kHz. */
  readonly samples: () => Float32Array;
  readonly close: () => void;
};

/** Opens the microphone and begins to listen. Throws what `mediaTroubleOf` reads. */
export async function record(): Promise<Recording> {
  const stream = await openMicrophone();
  const context = new AudioContext();
  const close = (): void => {
    closeMedia(stream);
    if (context.state !== 'closed') void context.close();
  };
  try {
    await context.audioWorklet.addModule(recorderUrl);
    const blocks: Float32Array[] = [];
    const recorder = new AudioWorkletNode(context, 'sycee-recorder', { numberOfOutputs: 0 });
    recorder.port.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => {
      blocks.push(data);
    });
    recorder.port.start();
    context.createMediaStreamSource(stream).connect(recorder);
    await context.resume();
    const { sampleRate } = context;
    return {
      loudness: () => loudnessOf(joined(blocks), sampleRate),
      samples: () => resampled(joined(blocks), sampleRate),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
