// Whether to try the short way once more. A batch that it cannot carry costs the try, so after a
// failure it is left alone for a while, each time for longer; one success restores it.

export type Confidence = {
  /** Asked once a batch. */
  readonly mayTry: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
};

const PAUSE_MAX = 64;

/** A confidence that begins unshaken. */
export function confidence(): Confidence {
  let pause = 0;
  let left = 0;
  return {
    mayTry: () => {
      if (left === 0) return true;
      left--;
      return false;
    },
    succeeded: () => void (pause = 0),
    failed: () => {
      pause = Math.min(PAUSE_MAX, Math.max(1, pause * 2));
      left = pause;
    },
  };
}
