// Freezing without being signed in, for a phone that is lost or stolen: the number and the face.
// The answer is the same whoever asks; the owner hears what became of it.

import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { CellLink, Group } from '../../../ui/cell.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { OfflineReason, useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { FaceCheck } from '../../biometrics/face-check.tsx';
import type { FaceCheckPort } from '../../biometrics/ports.ts';
import { fullPhone, groupPhone, phoneDigits } from '../phone-number.ts';
import { FreezeEffects } from './freeze-parts.tsx';
import './security.css';

type Stage = 'phone' | 'face' | 'done';

/** The screen of a freeze from outside. */
export function FreezeOutside() {
  const { t } = useWords('security');
  const online = useOnline();
  const [stage, setStage] = useState<Stage>('phone');
  const [digits, setDigits] = useState('');
  const phone = fullPhone(digits);
  return (
    <Page title={t('outside')} back="/welcome">
      {stage === 'phone' && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (phone !== undefined && online) setStage('face');
          }}
        >
          <p className="soft">{t('outside_lead')}</p>
          <Group>
            <FreezeEffects />
          </Group>
          <Field
            label={t('outside_phone')}
            prefix="+86"
            type="tel"
            inputMode="numeric"
            autoComplete="tel-national"
            placeholder="138 0000 0000"
            value={groupPhone(digits)}
            onText={(text) => setDigits(phoneDigits(text))}
            problem={digits.length === 11 && phone === undefined ? t('phone_wrong') : undefined}
            hint={t('outside_phone_hint')}
          />
          <OfflineReason />
          <Button
            block
            type="submit"
            size="large"
            color="primary"
            disabled={phone === undefined || !online}
          >
            {t('outside_go_on')}
          </Button>
        </form>
      )}
      {stage === 'face' && phone !== undefined && (
        <FaceCheck check={freezeCheck(phone)} onDone={() => setStage('done')} />
      )}
      {stage === 'done' && <Done />}
    </Page>
  );
}

function Done() {
  const { t } = useWords('security');
  return (
    <>
      <section className="outside-done" role="status">
        <span className="freeze-mark freeze-mark-cold">
          <Icon name="snow" size={44} />
        </span>
        <h2>{t('outside_done')}</h2>
        <p className="soft">{t('outside_done_why')}</p>
      </section>
      <Group title={t('outside_next')}>
        <CellLink to="/sign-in" icon="phone" label={t('outside_sign_in')} />
        <CellLink to="/welcome" icon="back" label={t('to_start')} />
      </Group>
    </>
  );
}

function freezeCheck(phone: string): FaceCheckPort {
  return {
    start: async () => {
      const { challenge_id, prompts } = await bank.startFreezeChallenge({ body: { phone } });
      return {
        prompts,
        answer: (frames) =>
          bank.answerFreezeChallenge({ params: { challenge_id }, body: { frames: [...frames] } }),
      };
    },
  };
}
