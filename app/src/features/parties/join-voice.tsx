// The voice step: consent, then the check; a person of the bank, or a later day, in its place.

import { useWords } from '../../i18n/words.ts';
import { ConsentGate } from '../biometrics/consent-gate.tsx';
import { myVoiceCheck } from '../biometrics/my-checks.ts';
import { VoiceCheck } from '../biometrics/voice-check.tsx';
import { JoinPage } from './join-page.tsx';
import { useGoOn } from './joining.ts';
import { useOtherWays } from './other-ways.tsx';

const check = myVoiceCheck('enrol');

/** The voice step. */
export function JoinVoice() {
  const { t } = useWords('parties');
  const goOn = useGoOn();
  const { instead, sheet } = useOtherWays('voice');
  return (
    <JoinPage title={t('voice_title')} part="voice">
      <ConsentGate purpose="biometrics_voice" no={instead}>
        <VoiceCheck check={check} instead={instead} onDone={() => void goOn()} />
      </ConsentGate>
      {sheet}
    </JoinPage>
  );
}
