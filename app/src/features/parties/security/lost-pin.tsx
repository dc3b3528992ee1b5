// A forgotten PIN: the person shows that it is them, types the code from the text message, and
// chooses another. Everybody else is signed out.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, refusedWith } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { meQuery, sessionsQuery } from '../../../queries.ts';
import { DIGITS_MAX, DigitCells } from '../../../ui/digit-cells.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { Timeline } from '../../../ui/timeline.tsx';
import { Group } from '../../../ui/cell.tsx';
import { watchedPhone } from '../../shell/sandbox/world.ts';
import { NewPin } from '../new-pin.tsx';
import { StepUp } from './step-up.tsx';
import type { StepUpNeed } from './step-up-need.ts';
import { WaysOn } from './ways-on.tsx';
import '../set-pin.css';

type Stage =
  | { readonly name: 'before' }
  | { readonly name: 'check'; readonly need: StepUpNeed }
  | { readonly name: 'code'; readonly token: string }
  | { readonly name: 'pin'; readonly token: string; readonly code: string };

/** The screen of a lost PIN. */
export function LostPin() {
  const { t } = useWords('security');
  const [stage, setStage] = useState<Stage>({ name: 'before' });
  const restart = (): void => setStage({ name: 'before' });
  return (
    <Page title={t('lost_pin')} back="/security">
      {stage.name === 'before' && <Before onNeed={(need) => setStage({ name: 'check', need })} />}
      {stage.name === 'check' && (
        <StepUp
          need={stage.need}
          busy={false}
          onToken={(token) => {
            if (token === undefined) restart();
            else setStage({ name: 'code', token });
          }}
        />
      )}
      {stage.name === 'code' && (
        <Code onCode={(code) => setStage({ name: 'pin', token: stage.token, code })} />
      )}
      {stage.name === 'pin' && <Choose token={stage.token} code={stage.code} onOver={restart} />}
    </Page>
  );
}

function Before({ onNeed }: { readonly onNeed: (need: StepUpNeed) => void }) {
  const { t } = useWords('security');
  const online = useOnline();
  const begin = useMutation({
    mutationFn: () => bank.startStepUp({ body: { action: 'pin_reset' } }),
    onSuccess: ({ id, methods }) => onNeed({ id, methods, reasons: [] }),
  });
  return (
    <>
      <p className="soft">{t('lost_pin_lead')}</p>
      <Group title={t('lost_pin_way')}>
        <Timeline
          steps={[
            { text: t('lost_pin_1'), mark: 'now' },
            { text: t('lost_pin_2'), mark: 'next' },
            { text: t('lost_pin_3'), mark: 'next' },
          ]}
        />
      </Group>
      {begin.isError && <ErrorBlock error={begin.error} />}
      {begin.isError && <WaysOn error={begin.error} />}
      <Button
        block
        size="large"
        color="primary"
        disabled={!online}
        loading={begin.isPending}
        onClick={() => begin.mutate()}
      >
        {t('lost_pin_begin')}
      </Button>
    </>
  );
}

function Code({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useWords('security');
  const me = useQuery(meQuery).data;
  const [digits, setDigits] = useState('');
  const send = useMutation({
    mutationFn: async () => {
      const phone = me?.phone_full ?? '';
      watchedPhone.set(phone);
      // One that was sent a moment ago is still good.
      await bank
        .requestPhoneCode({ body: { phone, purpose: 'pin_reset' } })
        .catch((error: unknown) => {
          if (!refusedWith(error, 'parties.code_sent_recently')) throw error;
        });
    },
  });
  if (!send.isSuccess) {
    return (
      <>
        <p className="soft">{t('lost_pin_code_lead', { phone: me?.phone ?? '' })}</p>
        {send.isError && <ErrorBlock error={send.error} />}
        <Button
          block
          size="large"
          color="primary"
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('phone_send_code')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="soft">{t('lost_pin_sent', { phone: me?.phone ?? '' })}</p>
      <DigitCells
        label={t('phone_code')}
        digits={digits}
        onDigits={setDigits}
        note={t('phone_code_hint')}
      />
      <Button
        block
        size="large"
        color="primary"
        disabled={digits.length < DIGITS_MAX}
        onClick={() => onCode(digits)}
      >
        {t('go_on')}
      </Button>
    </>
  );
}

type ChooseProps = {
  readonly token: string;
  readonly code: string;
  readonly onOver: () => void;
};

function Choose({ token, code, onOver }: ChooseProps) {
  const { t } = useWords('security');
  const queries = useQueryClient();
  const router = useRouter();
  const save = async (pin: string): Promise<void> => {
    try {
      await bank.resetPin({ body: { code, new_pin: pin }, stepUp: token });
    } catch (error) {
      const over = [
        'parties.step_up_invalid',
        'parties.verification_needed',
        'parties.code_wrong',
        'parties.code_expired',
      ].some((no) => refusedWith(error, no));
      if (!over) throw error;
      // What was shown before counts no more; the way begins again, and says so.
      notify({ text: t('lost_pin_over'), icon: 'alert' });
      onOver();
      return;
    }
    notify({ text: t('lost_pin_done'), icon: 'check' });
    void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    await router.navigate({ to: '/security', replace: true });
  };
  return <NewPin onPin={save} />;
}
