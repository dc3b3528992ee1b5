// The house's own voice model in a thread of its own, so that nobody waits while it listens.

import { openThreads } from '#platform';
import type { VoiceFindings, VoiceModel, VoiceQuestion } from './voice-model.ts';

const SCRIPT = 'src/modules/biometrics/voice/voice-thread.ts';

/** The own model; more than eight waiting recordings are refused as `platform.overloaded`. */
export function openVoiceModel(): VoiceModel & { readonly close: () => Promise<void> } {
  const threads = openThreads<VoiceQuestion, VoiceFindings>({
    script: SCRIPT,
    count: 1,
    queueMax: 8,
    timeoutMs: 20_000,
  });
  return { examine: threads.ask, close: threads.close };
}
