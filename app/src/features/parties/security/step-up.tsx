// One more check, because something about an order is unusual. It says calmly why, that nothing is
// lost, and offers the ways the bank accepts, the best one first.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, refusedWith } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { OfflineReason, useOnline } from '../../../ui/online.tsx';
import { Note } from '../../../ui/states.tsx';
import { FaceCheck } from '../../biometrics/face-check.tsx';
import { myFaceCheck, myVoiceCheck } from '../../biometrics/my-checks.ts';
import { VoiceCheck } from '../../biometrics/voice-check.tsx';
import { answerPasskey, PasskeyTrouble } from '../passkey.ts';
import type { StepUpMethod, StepUpNeed } from './step-up-need.ts';
import './step-up.css';

const ICONS: Record<StepUpMethod, IconName> = { passkey: 'key', face: 'face', voice: 'voice' };

type Props = {
  readonly need: StepUpNeed;
  /** The request is on its way again. */
  readonly busy: boolean;
  /** The request is an order that moves money. */
  readonly money?: boolean;
  /** Given the token of the check; without one, a new check has to be asked for. */
  readonly onToken: (token?: string) => void;
};

/** The check: content of a sheet. */
export function StepUp({ need, busy, money = false, onToken }: Props) {
  const { t } = useWords('security');
  const [looking, setLooking] = useState<'face' | 'voice'>();
  const answer = useAnswer(need, onToken);
  const over = ['parties.step_up_over', 'parties.step_up_unknown'].some((code) =>
    refusedWith(answer.error, code),
  );
  if (looking !== undefined && !answer.isPending && !answer.isSuccess) {
    const back = { text: t('step_up_other'), onClick: () => setLooking(undefined) };
    const done = (): void => {
      setLooking(undefined);
      answer.mutate(looking);
    };
    return looking === 'face' ? (
      <FaceCheck check={myFaceCheck('verify')} onDone={done} instead={back} />
    ) : (
      <VoiceCheck check={myVoiceCheck('verify')} onDone={done} instead={back} />
    );
  }
  return (
    <div className="step-up">
      <Why need={need} money={money} />
      {answer.isError && <Failed error={answer.error} />}
      {over ? (
        <Button block size="large" color="primary" loading={busy} onClick={() => onToken()}>
          {t('step_up_again')}
        </Button>
      ) : (
        <Ways
          methods={need.methods}
          pending={answer.isPending || busy ? (answer.variables ?? need.methods[0]) : undefined}
          onChoose={(method) => {
            if (method === 'passkey') answer.mutate(method);
            else setLooking(method);
          }}
        />
      )}
    </div>
  );
}

function Why({ need: { reasons }, money }: { need: StepUpNeed; money: boolean }) {
  const { t } = useWords('security');
  return (
    <>
      <span className="step-up-mark">
        <Icon name="shield" size={32} />
      </span>
      <h3 className="step-up-title">{t('step_up_title')}</h3>
      {reasons.length > 0 && (
        <ul className="step-up-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{t(`reason_${reason}`)}</li>
          ))}
        </ul>
      )}
      <p className="soft small step-up-calm">{t(money ? 'step_up_calm_money' : 'step_up_calm')}</p>
    </>
  );
}

type WaysProps = {
  readonly methods: readonly StepUpMethod[];
  readonly pending: StepUpMethod | undefined;
  readonly onChoose: (method: StepUpMethod) => void;
};

function Ways({ methods, pending, onChoose }: WaysProps) {
  const { t } = useWords('security');
  const online = useOnline();
  return (
    <div className="step-up-ways">
      {methods.map((method, place) => (
        <Button
          key={method}
          block
          size="large"
          color={place === 0 ? 'primary' : 'default'}
          loading={pending === method}
          disabled={!online || (pending !== undefined && pending !== method)}
          onClick={() => onChoose(method)}
        >
          <span className="step-up-way">
            <Icon name={ICONS[method]} size={20} />
            {t(`with_${method}`)}
          </span>
        </Button>
      ))}
      <OfflineReason />
    </div>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { t } = useWords('security');
  if (!(error instanceof PasskeyTrouble)) return <ErrorBlock error={error} />;
  return (
    <div role="alert">
      <Note tone="warn">{t(`passkey_${error.why}`)}</Note>
    </div>
  );
}

/** Shows the bank what was asked for, and gets the token that lets the request pass. */
function useAnswer({ id }: StepUpNeed, onToken: (token: string) => void) {
  const params = { step_up_id: id };
  return useMutation({
    mutationFn: async (method: StepUpMethod) => {
      if (method !== 'passkey') return bank.answerStepUp({ params, body: { method } });
      const { challenge_id, options } = await bank.stepUpPasskeyOptions({ params });
      const credential = await answerPasskey(options);
      return bank.answerStepUp({ params, body: { method, challenge_id, credential } });
    },
    onSuccess: ({ token }) => onToken(token),
  });
}
