// Where somebody stands on the way, by a table: one row a stage.

import { expect, test } from 'vitest';
import { journeyOf, OPTIONAL_STEPS, STEPS, type Step } from './steps.ts';

const UP_TO_IDENTITY: Step[] = ['phone', 'consents', 'identity', 'document'];

test.each<{ done: Step[]; skipped?: Step[]; inReview?: Step[]; next: Step | null }>([
  { done: ['phone'], next: 'consents' },
  { done: ['phone', 'consents'], next: 'document' },
  { done: ['phone', 'consents'], skipped: ['document'], next: 'identity' },
  { done: UP_TO_IDENTITY, next: 'card' },
  { done: UP_TO_IDENTITY, skipped: ['card'], next: 'voice' },
  { done: [...UP_TO_IDENTITY, 'card'], inReview: ['voice'], next: 'face' },
  { done: [...UP_TO_IDENTITY, 'card', 'voice', 'face'], next: 'pin' },
  { done: [...UP_TO_IDENTITY, 'pin'], skipped: ['card', 'voice', 'face'], next: 'passkey' },
  { done: [...UP_TO_IDENTITY, 'pin'], skipped: [...OPTIONAL_STEPS], next: 'account' },
  {
    done: [...UP_TO_IDENTITY, 'pin', 'passkey'],
    skipped: ['card', 'voice', 'face'],
    inReview: ['account'],
    next: null,
  },
  { done: [...STEPS], skipped: [...OPTIONAL_STEPS], next: null },
  // What was undone later comes back: consent to new words, a card that is gone.
  { done: STEPS.filter((step) => step !== 'consents'), next: 'consents' },
])('with $done done, $skipped put off: $next', ({ done, skipped = [], inReview = [], next }) => {
  const sets = { done: new Set(done), skipped: new Set(skipped), inReview: new Set(inReview) };
  const journey = journeyOf(sets);
  expect(journey.next).toBe(next);
  expect(journey.steps.map(({ step }) => step)).toEqual(STEPS);
});

test('a step that must be done cannot be put off', () => {
  const facts = { done: new Set<Step>(), inReview: new Set<Step>(), skipped: new Set(STEPS) };
  const open = journeyOf(facts).steps.filter(({ state }) => state === 'open');
  expect(open.map(({ step }) => step)).toEqual(['phone', 'consents', 'identity', 'pin', 'account']);
  expect(open.every(({ optional }) => !optional)).toBe(true);
});

test('what is done or waits is not shown as put off', () => {
  const { steps } = journeyOf({
    done: new Set<Step>(['card']),
    inReview: new Set<Step>(['face']),
    skipped: new Set<Step>(['card', 'face', 'voice']),
  });
  const stateOf = (wanted: Step) => steps.find(({ step }) => step === wanted)?.state;
  expect(['card', 'face', 'voice'].map((step) => stateOf(step as Step))).toEqual([
    'done',
    'waiting_for_review',
    'skipped',
  ]);
});
