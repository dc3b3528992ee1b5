// A request that takes the PIN and, when it is unusual, one more check: the same request is sent
// again with what has been shown meanwhile, so that nothing has to be entered twice.

import { useMutation } from '@tanstack/react-query';

import { refusedWith } from '../../../bank.ts';
import { stepUpNeedOf, type StepUpNeed } from './step-up-need.ts';

/** What a request shows: the proof of the PIN, and the token of a check that was asked for. */
export type Proven = { readonly proof: string; readonly stepUp?: string | undefined };

/** Sends with the token; when the token is not for this any more, without it, to get a new need. */
export async function sendProven<Done>(
  send: (call: Proven) => Promise<Done>,
  call: Proven,
): Promise<Done> {
  try {
    return await send(call);
  } catch (error) {
    const stale = call.stepUp !== undefined && refusedWith(error, 'parties.step_up_invalid');
    if (!stale) throw error;
    return send({ proof: call.proof });
  }
}

/** The way of such a request: first the PIN, then what else is needed. */
export function useProven<Done>(
  send: (call: Proven) => Promise<Done>,
  { onDone, onBusy }: { onDone: (done: Done) => void; onBusy?: (busy: boolean) => void },
) {
  const sending = useMutation({
    mutationFn: (call: Proven) => {
      onBusy?.(true);
      return sendProven(send, call);
    },
    onSuccess: onDone,
    onSettled: () => onBusy?.(false),
  });
  const { variables: last } = sending;
  const need: StepUpNeed | undefined = stepUpNeedOf(sending.error);
  return {
    need,
    sending,
    /** The PIN was right; a check done before still counts. */
    onProof: async (proof: string): Promise<void> => {
      await sending.mutateAsync({ proof, stepUp: last?.stepUp }).catch((error: unknown) => {
        if (stepUpNeedOf(error) === undefined) throw error;
      });
    },
    /** The check was done; without a token the bank is asked for a new one. */
    onToken: (stepUp?: string): void => {
      if (last !== undefined && !sending.isPending) sending.mutate({ proof: last.proof, stepUp });
    },
  };
}
