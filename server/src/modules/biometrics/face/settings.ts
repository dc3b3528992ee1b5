// The face check's numbers. Those that decide about a person are configuration; what they are worth
// is measured by `npm run measure:face` and told in docs/concepts/biometrics.md.

export type FaceSettings = {
  /** From this similarity to the template on it is the enrolled person. */
  readonly matchMin: number;
  /** Between frames of one answer without a movement, and with one. */
  readonly samePersonMin: number;
  readonly samePersonMovedMin: number;
  /** Medians of the models' scores over the frames. */
  readonly antispoofMin: number;
  readonly livenessMin: number;
  /** An accepted answer this similar to the enrolment may freshen the template. */
  readonly freshenMin: number;
};

export const FACE_SETTINGS: FaceSettings = {
  matchMin: 0.7,
  samePersonMin: 0.8,
  samePersonMovedMin: 0.6,
  antispoofMin: 0.3,
  livenessMin: 0.3,
  freshenMin: 0.85,
};

type Thresholds = {
  readonly [Name in 'matchMin' | 'antispoofMin' | 'livenessMin']?: number | undefined;
};

/** The settings with some thresholds of the configuration in the place of the check's own. */
export function faceSettingsOf(thresholds: Thresholds): FaceSettings {
  const given = Object.entries(thresholds).filter(([, value]) => value !== undefined);
  return { ...FACE_SETTINGS, ...Object.fromEntries(given) };
}

export const FACE_CHALLENGE = { lifeSeconds: 90, prompts: 2 } as const;

/** What an answer may consist of. */
export const FRAMES = {
  countMin: 4,
  countMax: 8,
  bytesMax: 90_000,
  sideMinPx: 240,
  sideMaxPx: 1_024,
  /** Between two frames, and from the first to the last. */
  gapMinMs: 60,
  spanMinMs: 1_000,
  spanMaxMs: 60_000,
} as const;

/** What a frame must be good enough for. */
export const QUALITY = {
  widthPxMin: 110,
  insideMin: 0.85,
  lightMin: 45,
  lightMax: 235,
  sharpnessMin: 0.1,
} as const;

/** How far a movement goes from the straight look; measured against noise of about a sixth. */
export const MOVEMENT = { turn: 0.17, pitch: 6, mouth: 0.13 } as const;

/** What counts as looking straight at the camera. */
export const STRAIGHT = { turnMax: 0.22, pitchMax: 22, mouthMax: 0.16 } as const;

export const LOOKS = {
  /** Looks of movements this near, of 256 bits, are of the same picture; others are 18 apart. */
  bitsMax: 13,
  /** Movements of an answer that may look like earlier ones before it is a replay. */
  resemblingMax: 1,
  /** How many of a subject's earlier answers are compared. */
  answersMax: 50,
} as const;

/** A template is freshened at most this often. */
export const FRESHEN_DAYS = 30;
