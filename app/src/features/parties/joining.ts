// Where a person who is becoming a customer continues: the bank keeps that, so another device goes
// on at the same place.

import type { Joining } from '@sycee/sdk';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';

import { bank } from '../../bank.ts';

type Step = Joining['next'] & string;
export type Skippable = 'document' | 'card' | 'voice' | 'face' | 'passkey';
export type JoinScreen = Exclude<Step, 'phone' | 'account'> | 'result';

/** What the bar of progress counts: a photo of the id is a part of telling who one is. */
export const JOIN_PARTS = [
  'consents',
  'identity',
  'card',
  'voice',
  'face',
  'pin',
  'passkey',
  'result',
] as const satisfies readonly JoinScreen[];

export type JoinPart = (typeof JOIN_PARTS)[number];

export const joiningQuery = queryOptions({
  queryKey: ['joining'],
  queryFn: ({ signal }) => bank.getJoining({ signal }),
  staleTime: 0,
});

/** The screen to show; `done` for a customer with an account. */
export function joinScreen({ steps, next }: Pick<Joining, 'steps' | 'next'>): JoinScreen | 'done' {
  if (stateOf({ steps }, 'account') === 'done') return 'done';
  if (next === null || next === 'account') return 'result';
  return next === 'phone' ? 'consents' : next;
}

const PAPERS = new Set(['document', 'identity']);

/** Whether a screen may be opened by itself while another is next. */
export function mayShow(screen: string, next: JoinScreen | 'done'): boolean {
  if (screen === next) return true;
  // The result may stay after the account is open; a photo and its suggestions belong together.
  if (next === 'done') return screen === 'result';
  return PAPERS.has(next) && PAPERS.has(screen);
}

/** How far a step is. */
export function stateOf(
  { steps }: Pick<Joining, 'steps'>,
  step: Step,
): Joining['steps'][number]['state'] | undefined {
  return steps.find((one) => one.step === step)?.state;
}

/** Going on to whatever the bank says is next. */
export function useGoOn(): () => Promise<void> {
  const router = useRouter();
  return () => router.navigate({ to: '/join', replace: true });
}

/** Putting a step off, and going on. */
export function useSkip(step: Skippable) {
  const queries = useQueryClient();
  const goOn = useGoOn();
  return useMutation({
    mutationFn: () => bank.skipJoiningStep({ body: { step } }),
    onSuccess: (joining) => {
      queries.setQueryData(joiningQuery.queryKey, joining);
      return goOn();
    },
  });
}
