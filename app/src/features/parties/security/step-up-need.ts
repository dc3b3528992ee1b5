// What the bank asks for beside the PIN when an order is unusual, read out of its refusal.

import { BankRefusal } from '@sycee/sdk';

const METHODS = ['passkey', 'face', 'voice'] as const;
const REASONS = [
  'new_device',
  'new_payee',
  'phone_changed',
  'pin_reset',
  'unusual_hour',
  'day_sum',
  'always',
] as const;

export type StepUpMethod = (typeof METHODS)[number];
export type StepUpReason = (typeof REASONS)[number];

export type StepUpNeed = {
  readonly id: `step_${string}`;
  readonly reasons: readonly StepUpReason[];
  /** The best first. */
  readonly methods: readonly StepUpMethod[];
};

/** The need that a refusal tells of; undefined for every other error. */
export function stepUpNeedOf(error: unknown): StepUpNeed | undefined {
  if (!(error instanceof BankRefusal) || error.code !== 'parties.step_up_needed') return undefined;
  const { step_up_id: id, reasons, methods } = error.facts;
  if (typeof id !== 'string') return undefined;
  return {
    id: id as StepUpNeed['id'],
    reasons: knownOf(REASONS, reasons),
    methods: knownOf(METHODS, methods),
  };
}

/** The known words of a list that travels as one text; what this app does not know is left out. */
function knownOf<Word extends string>(words: readonly Word[], list: unknown): Word[] {
  if (typeof list !== 'string') return [];
  return list
    .split(' ')
    .filter((word): word is Word => (words as readonly string[]).includes(word));
}
