// The numbers of the voice's checks. Where they come from: `npm run measure:voice`, whose figures
// stand in docs/concepts/biometrics.md.

export const VOICE_CHALLENGE = { lifeSeconds: 120, digits: 6, differentDigitsMin: 4 } as const;

/** How many accepted recordings are remembered to know them when they come again. */
export const HEARD_MAX = 8;

export type VoiceSettings = {
  /** Loudness of the speech, in dB below full scale. */
  readonly speechDbMin: number;
  readonly clippedMax: number;
  readonly signalToNoiseDbMin: number;
  readonly speechSecondsMin: number;
  readonly misreadingMax: number;
  /** For two takes of one enrolment, seconds apart, and for another day. */
  readonly likenessMin: { readonly enrol: number; readonly verify: number };
  /** The second take of an enrolment comes right after the first, and is more like it. */
  readonly noveltyMin: { readonly enrol: number; readonly verify: number };
};

export const VOICE_SETTINGS: VoiceSettings = {
  speechDbMin: -45,
  clippedMax: 0.01,
  signalToNoiseDbMin: 15,
  speechSecondsMin: 0.9,
  misreadingMax: 1.5,
  likenessMin: { enrol: 0.5, verify: 0.5 },
  noveltyMin: { enrol: 0.02, verify: 0.04 },
};
