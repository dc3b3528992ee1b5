// The words of step-ups: what they are asked for, what proves them, and what they are good for.

import type { Id, Instant } from '@sycee/kit';
import type { RiskAction, RiskReason } from './risk-of.ts';

/** Whoever acts: a subject in one session; both uuids as text. */
export type Who = { readonly subject: string; readonly sessionId: string };

export type StepUpId = Id<'step'>;

/** One thing that is to be done, with everything that makes it this one. */
export type Deed = {
  readonly action: RiskAction;
  /** Payee, amount, new phone: what somebody must not exchange after the proof. */
  readonly about: string;
};

export type ProvenBy = 'passkey' | 'face' | 'voice';

export type StepUp = Who & {
  readonly id: StepUpId;
  readonly action: RiskAction;
  readonly reasons: readonly RiskReason[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly failures: number;
  readonly isProven: boolean;
};

export const STEP_UP = {
  /** From being asked to being proven. */
  lifeSeconds: 600,
  /** From being proven to being used. */
  tokenSeconds: 300,
  triesMax: 5,
  /** How many a subject may be asked for within a day. */
  dayMax: 50,
} as const;
