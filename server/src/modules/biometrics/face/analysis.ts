// What is measured in the frames of an answer, by models and arithmetic alone. It decides nothing;
// the judge reads it beside the challenge.

/** A frame as the camera saw it (not mirrored), and when, by the sender's clock. */
export type Frame = { readonly jpeg: Uint8Array; readonly atMs: number };

export type FrameAnalysis = {
  readonly atMs: number;
  /** SHA-256 of the bytes sent, in hex. */
  readonly sample: string;
  /** A coarse look of the whole frame, 256 bits in hex: equal looks differ in few bits. */
  readonly look: string;
  /** Faces large enough to count. */
  readonly faces: number;
  /** The largest of them. */
  readonly face?: FaceMeasures;
};

export type FaceMeasures = {
  /** Ear to ear, in pixels of the frame. */
  readonly widthPx: number;
  /** How much of the box of the face lies inside the frame, 0 to 1. */
  readonly inside: number;
  /** Mean brightness of the face, 0 to 255. */
  readonly light: number;
  /** How much detail there is to lose, 0 to 1; about a quarter in a clear face. */
  readonly sharpness: number;
  /** Where the nose is between the ears: 0 in the middle, above 0 towards the subject's left. */
  readonly turn: number;
  /** Degrees; smaller when the subject looks up. */
  readonly pitch: number;
  /** Gap between the lips in distances between the eyes' outer corners. */
  readonly mouth: number;
  /** The models' own words, 0 to 1: not a picture of a face, and alive. */
  readonly antispoof: number;
  readonly liveness: number;
  readonly embedding: readonly number[];
};

export type FaceAnalysis = {
  /** The models and their versions; embeddings of others cannot be compared. */
  readonly model: string;
  readonly frames: readonly FrameAnalysis[];
};
