// The port to whatever compares voices. The house asks it what a recording holds and decides for
// itself; a neural model on a machine of its own can answer the same question.

import type { SoundQuality } from './speech.ts';
import type { Language, Take, VoiceTemplate } from './voice-print.ts';

export type VoiceQuestion = {
  readonly language: Language;
  /** Digits that had to be said, the same in every recording. */
  readonly digits: string;
  /** WAV files as they were sent: two for an enrolment, one for a verification. */
  readonly recordings: readonly Uint8Array[];
  /** Whom to compare with; an enrolment compares its two recordings with each other. */
  readonly template?: VoiceTemplate;
};

export type VoiceScores = {
  /** How much better the best reading is than the asked digits; 0 when it is the same. */
  readonly misreading: number;
  /** Likeness to the enrolled voice, measured against other voices; more is more alike. */
  readonly likeness: number;
  /** How far it is from every earlier recording, second for second: 0 is the very same. */
  readonly novelty: number;
};

export type VoiceFindings = {
  /** Names the model and its tuning; thresholds belong to it. */
  readonly model: string;
  /** One for each recording; null for bytes that are no recording in the asked format. */
  readonly qualities: readonly (SoundQuality | null)[];
  /** Null when the recordings could not be compared at all. */
  readonly scores: VoiceScores | null;
  readonly takes: readonly Take[];
};

export type VoiceModel = {
  readonly examine: (question: VoiceQuestion) => Promise<VoiceFindings>;
};
