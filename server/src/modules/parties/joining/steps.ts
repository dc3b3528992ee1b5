// The steps of becoming a customer, in their order, and where somebody stands on the way: pure,
// from facts that live in the rooms they belong to.

import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';

export const STEPS = [
  'phone',
  'consents',
  'document',
  'identity',
  'card',
  'voice',
  'face',
  'pin',
  'passkey',
  'account',
] as const;

export type Step = (typeof STEPS)[number];

/** What may be put off: the account opens without them, and they can be done on any later day. */
export const OPTIONAL_STEPS = ['document', 'card', 'voice', 'face', 'passkey'] as const;

export type OptionalStep = (typeof OPTIONAL_STEPS)[number];

export type StepState = 'done' | 'waiting_for_review' | 'skipped' | 'open';

export type Journey = {
  readonly steps: readonly {
    readonly step: Step;
    readonly state: StepState;
    readonly optional: boolean;
  }[];
  /** The first step that is open; null when nothing is. */
  readonly next: Step | null;
};

export type JoiningFacts = {
  readonly done: ReadonlySet<Step>;
  /** Where people of the bank look, and the person waits. */
  readonly inReview: ReadonlySet<Step>;
  readonly skipped: ReadonlySet<Step>;
};

/** A step whose fact a room above holds; handed in where the house is put together. */
export type JoiningStep = {
  readonly step: Step;
  readonly isDone: (tx: Tx, partyId: PartyId) => Promise<boolean>;
};

/** Where somebody stands. What is done is done, however it came about. */
export function journeyOf(facts: JoiningFacts): Journey {
  const steps = STEPS.map((step) => ({
    step,
    state: stateOf(step, facts),
    optional: isOptional(step),
  }));
  return { steps, next: steps.find(({ state }) => state === 'open')?.step ?? null };
}

function stateOf(step: Step, { done, inReview, skipped }: JoiningFacts): StepState {
  if (done.has(step)) return 'done';
  if (inReview.has(step)) return 'waiting_for_review';
  return skipped.has(step) && isOptional(step) ? 'skipped' : 'open';
}

function isOptional(step: Step): boolean {
  return (OPTIONAL_STEPS as readonly Step[]).includes(step);
}
