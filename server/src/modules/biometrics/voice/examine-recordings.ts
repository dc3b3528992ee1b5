// Between two transactions: what a challenge asks and whom it is about goes to the voice model,
// together with the recordings, and comes back as findings that name what they are about.

import { createHash } from 'node:crypto';
import type { Tx } from '#platform';
import { openChallengeOf, type ChallengeKey } from '../challenge.ts';
import { refuseBiometrics } from '../refusals.ts';
import { templateOf } from '../template.ts';
import type { VoiceTemplate } from './voice-print.ts';
import type { VoiceFindings, VoiceModel, VoiceQuestion } from './voice-model.ts';
import { promptFrom } from './voice-prompt.ts';

export type VoiceAsking = Omit<VoiceQuestion, 'recordings'> & {
  readonly challengeId: string;
  readonly recordingsAsked: number;
};

export type ExaminedVoice = {
  readonly challengeId: string;
  readonly templateId: string | null;
  /** SHA-256 of each recording, in hex. */
  readonly samples: readonly string[];
  readonly findings: VoiceFindings;
};

/** Reads what is to be asked of the model, and takes nothing: for a route's `prepare`. */
export async function prepareVoice(
  tx: Tx,
  asked: Omit<ChallengeKey, 'kind'>,
): Promise<VoiceAsking> {
  const key = { ...asked, kind: 'voice' } as const;
  const challenge = await openChallengeOf(tx, key);
  const prompt = promptFrom(challenge.prompts[0] ?? '');
  const question = {
    ...prompt,
    challengeId: challenge.id,
    recordingsAsked: challenge.prompts.length,
  };
  if (challenge.purpose === 'enrol') return question;
  const template = await templateOf<VoiceTemplate>(tx, key);
  if (template === undefined) throw refuseBiometrics('biometrics.not_enrolled');
  return { ...question, template: template.content };
}

/** Asks the model, with no transaction open: for a route's `ask`. */
export async function examineRecordings(
  model: VoiceModel,
  asking: VoiceAsking,
  recordings: readonly Uint8Array[],
): Promise<ExaminedVoice> {
  const { challengeId, recordingsAsked, ...question } = asking;
  if (recordings.length !== recordingsAsked) throw refuseBiometrics('biometrics.recording_invalid');
  const findings = await model.examine({ ...question, recordings });
  return {
    challengeId,
    templateId: question.template?.id ?? null,
    samples: recordings.map((wav) => createHash('sha256').update(wav).digest('hex')),
    findings,
  };
}
