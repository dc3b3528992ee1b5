// The face step: consent, then the check; a person of the bank, or a later day, in its place.

import { useWords } from '../../i18n/words.ts';
import { ConsentGate } from '../biometrics/consent-gate.tsx';
import { myFaceCheck } from '../biometrics/my-checks.ts';
import { FaceCheck } from '../biometrics/face-check.tsx';
import { JoinPage } from './join-page.tsx';
import { useGoOn } from './joining.ts';
import { useOtherWays } from './other-ways.tsx';

const check = myFaceCheck('enrol');

/** The face step. */
export function JoinFace() {
  const { t } = useWords('parties');
  const goOn = useGoOn();
  const { instead, sheet } = useOtherWays('face');
  return (
    <JoinPage title={t('face_title')} part="face">
      <ConsentGate purpose="biometrics_face" no={instead}>
        <FaceCheck check={check} instead={instead} onDone={() => void goOn()} />
      </ConsentGate>
      {sheet}
    </JoinPage>
  );
}
