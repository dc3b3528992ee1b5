// The numbers of faces shown without signing in as whom they show.

export const FACE_CALLS = {
  withinSeconds: 86_400,
  /** Recoveries that one new number may ask for. */
  recoveriesMax: 5,
  /** Faces that may be taken for one customer's and are not, before nobody is compared any more. */
  failuresMax: 10,
  /** Freezes that may be asked for one phone. */
  freezesMax: 10,
} as const;
