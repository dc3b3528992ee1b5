// What the check parts need of the bank, so that one part serves every check: while joining, before
// a payment, for a lost PIN, without a session.

import type { FacePrompt } from './face-steps.ts';

/** Frames in the order they were taken. */
export type AnswerFrames = readonly { readonly at_ms: number; readonly jpeg: string }[];

/** A check of a face; either promise may throw the bank's refusal. */
export type FaceCheckPort = {
  readonly start: () => Promise<{
    readonly prompts: readonly FacePrompt[];
    readonly answer: (frames: AnswerFrames) => Promise<unknown>;
  }>;
};

/** A check of a voice: a recording in base64 for each phrase. */
export type VoiceCheckPort = {
  readonly start: () => Promise<{
    readonly phrases: readonly string[];
    readonly answer: (recordings: readonly string[]) => Promise<unknown>;
  }>;
};

/** Another way than the check, offered beside it and in its place when it cannot be done. */
export type Instead = {
  readonly text: string;
  readonly onClick: () => void;
  readonly why?: string;
};

/** What both check parts are given. */
export type CheckProps<Port> = {
  readonly check: Port;
  readonly onDone: () => void;
  readonly instead?: Instead;
};
