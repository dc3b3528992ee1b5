// The bank as the app sees it: one client for all screens, and what its errors say to a person.

import type { MoneyMoved } from '@sycee/kit';
import { BankRefusal, BankUnreachable, browserDevice, createBank } from '@sycee/sdk';

import { preferences } from './preferences.ts';
import { storeOf } from './store.ts';

export const device = browserDevice();

/** Counts how often the bank has ended this device's session; the shell then starts afresh. */
export const signedOut = storeOf(0);

export const bank = createBank({
  baseUrl: '',
  language: () => preferences.get().language,
  device,
  credentials: 'cookie',
  onSignedOut: () => signedOut.set(signedOut.get() + 1),
});

/** What went wrong, in the parts a screen shows. */
export type Trouble = {
  /** The bank's own sentence; absent when the bank was not heard. */
  readonly detail?: string;
  readonly code: string;
  readonly moneyMoved: MoneyMoved;
  readonly requestId?: string;
};

/** Reads an error of a call; anything unexpected counts as a defect of the app. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof BankRefusal) {
    const { detail, code, request_id: requestId } = error.problem;
    return { detail, code, moneyMoved: error.moneyMoved, requestId };
  }
  if (error instanceof BankUnreachable) {
    return { code: 'unreachable', moneyMoved: error.moneyMoved };
  }
  return { code: 'defect', moneyMoved: 'unknown' };
}

/** Whether an error is the bank's no with this code. */
export function refusedWith(error: unknown, code: string): boolean {
  return error instanceof BankRefusal && error.code === code;
}
