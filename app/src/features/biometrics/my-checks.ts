// Checks of one's own face and voice at the bank: to enrol, or to show that it is oneself. Others,
// such as those without a session, are ports of the same shape.

import type { AnswerFrames, FaceCheckPort, VoiceCheckPort } from './ports.ts';
import { bank } from '../../bank.ts';
import { preferences } from '../../preferences.ts';

export type Purpose = 'enrol' | 'verify';

/** A check of the face; an enrolment may need a PIN proof, and the token of one more check. */
export function myFaceCheck(purpose: Purpose, proof?: string, stepUp?: string): FaceCheckPort {
  return {
    start: async () => {
      const { challenge_id, prompts } = await bank.startFaceChallenge({
        body: { purpose },
        stepUp,
      });
      const answer = (frames: AnswerFrames): Promise<void> =>
        bank.answerFaceChallenge({
          params: { challenge_id },
          stepUp,
          body: { frames: [...frames], ...(proof && { proof }) },
        });
      return { prompts, answer };
    },
  };
}

/** A check of the voice, in the language of the app. */
export function myVoiceCheck(purpose: Purpose, proof?: string, stepUp?: string): VoiceCheckPort {
  return {
    start: async () => {
      const { language } = preferences.get();
      const { challenge_id, phrases } = await bank.startVoiceChallenge({
        body: { purpose, language },
        stepUp,
      });
      const answer = (recordings: readonly string[]): Promise<void> =>
        bank.answerVoiceChallenge({
          params: { challenge_id },
          stepUp,
          body: { recordings: [...recordings], ...(proof && { proof }) },
        });
      return { phrases, answer };
    },
  };
}
