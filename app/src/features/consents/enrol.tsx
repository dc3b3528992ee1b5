// Enrolling a face or a voice, or doing it anew: consent, the PIN where it is needed, the check.
// On a device that is new here the bank may want one more check first.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { PinEntry } from '../../ui/pin-entry.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ConsentGate } from '../biometrics/consent-gate.tsx';
import { FaceCheck } from '../biometrics/face-check.tsx';
import { myFaceCheck, myVoiceCheck } from '../biometrics/my-checks.ts';
import { VoiceCheck } from '../biometrics/voice-check.tsx';
import { StepUp } from '../parties/security/step-up.tsx';
import { stepUpNeedOf, type StepUpNeed } from '../parties/security/step-up-need.ts';
import { biometricsQuery, type Kind } from './biometrics-query.ts';

const route = getRouteApi('/member/privacy/biometrics/$kind');

/** The screen of an enrolment. */
export function Enrol() {
  const { t } = useWords('consents');
  const router = useRouter();
  const kind: Kind = route.useParams().kind === 'voice' ? 'voice' : 'face';
  const known = useQuery({ ...biometricsQuery, staleTime: 0 });
  const away = (): void => void router.navigate({ to: '/privacy/biometrics', replace: true });
  return (
    <Page title={t(`enrol_${kind}`)} back="/privacy">
      <ConsentGate purpose={`biometrics_${kind}`} no={{ text: t('enrol_not'), onClick: away }}>
        {known.isError && <ErrorBlock error={known.error} onRetry={() => void known.refetch()} />}
        {known.isPending && <SkeletonRows rows={3} />}
        {known.data && (
          <Proving key={kind} kind={kind} takesPin={known.data.enrolment_needs_proof} away={away} />
        )}
      </ConsentGate>
    </Page>
  );
}

type Props = { readonly kind: Kind; readonly away: () => void };

function Proving({ kind, takesPin, away }: Props & { readonly takesPin: boolean }) {
  const { t } = useWords('consents');
  const [proof, setProof] = useState<string>();
  if (takesPin && proof === undefined) {
    return (
      <div className="stack">
        <p className="soft">{t('enrol_pin_why')}</p>
        <PinEntry onProof={async (given) => setProof(given)} />
      </div>
    );
  }
  return <Checking kind={kind} proof={proof} away={away} />;
}

function Checking({ kind, proof, away }: Props & { readonly proof: string | undefined }) {
  const { t } = useWords('consents');
  const queries = useQueryClient();
  const [need, setNeed] = useState<StepUpNeed>();
  const [stepUp, setStepUp] = useState<string>();
  const done = async (): Promise<void> => {
    notify({ text: t(`${kind}_enrolled`), icon: 'check' });
    await queries.invalidateQueries({ queryKey: biometricsQuery.queryKey });
    away();
  };
  if (need !== undefined) {
    const token = (given?: string): void => {
      setStepUp(given);
      setNeed(undefined);
    };
    return <StepUp key={need.id} need={need} busy={false} onToken={token} />;
  }
  // What the bank wants first takes the place of the check, and the check comes back after it.
  const asking = <Answer,>(request: Promise<Answer>): Promise<Answer> =>
    request.catch((error: unknown) => {
      setNeed(stepUpNeedOf(error));
      throw error;
    });
  const later = { text: t('enrol_later'), onClick: away };
  if (kind === 'face') {
    const { start } = myFaceCheck('enrol', proof, stepUp);
    const check = { start: () => asking(start()) };
    return <FaceCheck check={check} onDone={() => void done()} instead={later} />;
  }
  const { start } = myVoiceCheck('enrol', proof, stepUp);
  const check = { start: () => asking(start()) };
  return <VoiceCheck check={check} onDone={() => void done()} instead={later} />;
}
