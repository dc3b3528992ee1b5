// The numbers of this module's security, in one place: lives, limits and waits.

const MINUTE = 60;
const DAY = 86_400;

export const PHONE_CODE = {
  digits: 6,
  lifeSeconds: 5 * MINUTE,
  resendSeconds: MINUTE,
  tries: 5,
  dayLimit: 10,
} as const;

export const PIN = {
  tries: 5,
  firstLockSeconds: 15 * MINUTE,
  longestLockSeconds: DAY,
  proofLifeSeconds: 3 * MINUTE,
} as const;

export const SESSION = {
  idleSeconds: 30 * DAY,
  lifeSeconds: 90 * DAY,
  seenEverySeconds: MINUTE,
} as const;

export const PIN_RESET = {
  /** Tries that had a verification and failed, before the next one has to wait. */
  failuresMax: 10,
  withinSeconds: DAY,
  /** A device is new for so long; a PIN reset there lets the account cool off. */
  newDeviceSeconds: DAY,
} as const;

/** How long one must have been signed in on a device before a voice proves anything there. */
export const VOICE_PROOF = { deviceDaysMin: 7 } as const;

/** From this age a person can open an account without a guardian: 16, as the identity card law. */
export const AGE_MIN = 16;
