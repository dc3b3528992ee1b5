// Listening for a component: the levels of the last moments while it lasts, then what was heard.
// The microphone is on only meanwhile.

import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { mediaTroubleOf, type MediaTrouble } from './media.ts';
import { record, type Recording } from './recorder.ts';
import { heardIn } from './speech.ts';

export type Listening = {
  readonly levels: readonly number[];
  readonly speaking: boolean;
  /** Ends it at once, with what was heard so far. */
  readonly stop: () => void;
};

type Wish = {
  /** Whether to listen now. */
  readonly on: boolean;
  /** Tells from the loudness so far whether it is over. */
  readonly isOver: (loudness: readonly number[]) => boolean;
  readonly onHeard: (samples: Float32Array) => void;
  readonly onTrouble: (trouble: MediaTrouble) => void;
  readonly onLeft: () => void;
};

const BARS = 11;
const LOOK_EVERY_MS = 80;
const SILENT: readonly number[] = Array.from({ length: BARS }, () => 0);

/** Listens while `on`. */
export function useRecording(wish: Wish): Listening {
  const { on } = wish;
  const [levels, setLevels] = useState(SILENT);
  const [speaking, setSpeaking] = useState(false);
  const isOver = useEffectEvent(wish.isOver);
  const hear = useEffectEvent(wish.onHeard);
  const fail = useEffectEvent(wish.onTrouble);
  const goAway = useEffectEvent(wish.onLeft);
  const end = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (!on) return;
    let recording: Recording | undefined;
    let left = false;
    const close = (): void => {
      left = true;
      clearInterval(timer);
      recording?.close();
    };
    const finish = (): void => {
      if (left || recording === undefined) return;
      const samples = recording.samples();
      close();
      setLevels(SILENT);
      hear(samples);
    };
    end.current = finish;
    const timer = setInterval(() => {
      if (recording === undefined) return;
      const loudness = recording.loudness();
      const heard = heardIn(loudness);
      setLevels((before) => [...before.slice(1), heard.level]);
      setSpeaking(heard.speaking);
      if (isOver(loudness)) finish();
    }, LOOK_EVERY_MS);
    const open = async (): Promise<void> => {
      recording = await record();
      if (left) recording.close();
    };
    open().catch((error: unknown) => {
      if (!left) fail(mediaTroubleOf(error));
    });
    const leave = (): void => {
      if (document.hidden) goAway();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      close();
      document.removeEventListener('visibilitychange', leave);
    };
  }, [on]);
  return { levels, speaking, stop: () => end.current() };
}
