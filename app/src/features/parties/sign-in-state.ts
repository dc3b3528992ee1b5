// The phone a code was sent to, so that a reload in the middle of signing in loses nothing.

import { keptStore } from '../../store.ts';

export type SignInState = {
  readonly phone: string;
  /** How long to wait for it, counted on this device from when the code was sent. */
  readonly resendSeconds: number;
};

export const signInState = keptStore<SignInState>(
  'sycee.sign-in',
  { phone: '', resendSeconds: 0 },
  sessionStorage,
);
