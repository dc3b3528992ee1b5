// Decides on a voice: from what was found in the recordings to accepted, or every reason against.
// What is wrong with the sound is told; whether it was another voice or a replay is not.

import type { Verdict } from '../answer.ts';
import type { BiometricsRefusal } from '../refusals.ts';
import type { Purpose } from '../challenge.ts';
import type { VoiceSettings } from './settings.ts';
import type { SoundQuality } from './speech.ts';
import type { VoiceFindings } from './voice-model.ts';

export type VoiceCase = {
  readonly purpose: Purpose;
  readonly findings: VoiceFindings;
  /** The bytes were sent before, by whomever. */
  readonly isReplay: boolean;
  /** The findings are about this challenge and the template that counts now. */
  readonly isCurrent: boolean;
  readonly settings: VoiceSettings;
};

type Reason = { readonly reason: string; readonly refusal: BiometricsRefusal };

const NOT_CONFIRMED: BiometricsRefusal = 'biometrics.not_confirmed';

/** The verdict on an answer; a recording too poor to judge anybody by is no failed try. */
export function judgeVoice(heard: VoiceCase): Verdict {
  const { findings, settings, isReplay } = heard;
  const poor = reasonsOfSound(findings.qualities, settings);
  const against = [
    ...(isReplay ? [{ reason: 'recording_seen', refusal: NOT_CONFIRMED }] : []),
    ...(heard.isCurrent ? [] : [{ reason: 'template_changed', refusal: NOT_CONFIRMED }]),
    ...(poor.length > 0 ? [] : reasonsOfVoice(heard)),
  ];
  const reasons = [...poor, ...against];
  return {
    reasons: [...new Set(reasons.map(({ reason }) => reason))],
    refusal: reasons[0]?.refusal ?? NOT_CONFIRMED,
    counts: against.length > 0,
    scores: { ...findings.scores, qualities: findings.qualities },
    thresholds: settings,
    model: findings.model,
  };
}

function reasonsOfSound(
  qualities: readonly (SoundQuality | null)[],
  settings: VoiceSettings,
): Reason[] {
  return qualities.flatMap((quality): Reason[] => {
    if (quality === null) {
      return [{ reason: 'recording_invalid', refusal: 'biometrics.recording_invalid' }];
    }
    const { speechDb, noiseDb, clipped, speechSeconds } = quality;
    const checks: [boolean, Reason][] = [
      [
        speechDb < settings.speechDbMin,
        { reason: 'too_quiet', refusal: 'biometrics.voice_too_quiet' },
      ],
      [clipped > settings.clippedMax, { reason: 'too_loud', refusal: 'biometrics.voice_too_loud' }],
      [
        speechDb - noiseDb < settings.signalToNoiseDbMin,
        { reason: 'too_noisy', refusal: 'biometrics.room_too_noisy' },
      ],
      [
        speechSeconds < settings.speechSecondsMin,
        { reason: 'too_short', refusal: 'biometrics.voice_too_short' },
      ],
    ];
    return checks.flatMap(([isWrong, reason]) => (isWrong ? [reason] : []));
  });
}

function reasonsOfVoice({ purpose, findings, settings }: VoiceCase): Reason[] {
  const { scores } = findings;
  if (scores === null || !(scores.misreading <= settings.misreadingMax)) {
    return [{ reason: 'digits_differ', refusal: 'biometrics.digits_not_said' }];
  }
  const reasons: Reason[] = [];
  if (!(scores.novelty >= settings.noveltyMin[purpose])) {
    reasons.push({ reason: 'replayed', refusal: NOT_CONFIRMED });
  }
  if (!(scores.likeness >= settings.likenessMin[purpose])) {
    const refusal = purpose === 'enrol' ? 'biometrics.voice_takes_differ' : NOT_CONFIRMED;
    reasons.push({ reason: 'voice_differs', refusal });
  }
  return reasons;
}
