// The code from the text message: six boxes that take a paste and the phone's own suggestion.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { useStore } from '../../store.ts';
import { DIGITS_MAX, DigitCells } from '../../ui/digit-cells.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { groupPhone, phoneDigits } from './phone-number.ts';
import { Resend } from './resend.tsx';
import { sendCode, signIn } from './sign-in.ts';
import { signInState } from './sign-in-state.ts';
import { Lead } from './step.tsx';

/** The code step. */
export function CodeEntry() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { phone, resendSeconds } = useStore(signInState);
  const [digits, setDigits] = useState('');
  const enter = useMutation({
    mutationFn: (code: string) => signIn(queries, phone, code),
    onSuccess: () => navigate({ to: '/' }),
    onError: () => setDigits(''),
  });
  const resend = useMutation({ mutationFn: () => sendCode(phone) });
  const type = (next: string): void => {
    setDigits(next);
    if (next.length === DIGITS_MAX && !enter.isPending) enter.mutate(next);
  };
  if (phone === '' && !enter.isPending && !enter.isSuccess) return <Navigate to="/sign-in" />;
  return (
    <Page title={t('code_title')} back="/sign-in">
      <Lead>{t('code_lead', { phone: `+86 ${groupPhone(phoneDigits(phone))}` })}</Lead>
      <DigitCells
        label={t('code_label')}
        digits={digits}
        onDigits={type}
        disabled={enter.isPending}
        wrong={enter.isError && digits === ''}
        note={enter.isPending ? t('code_checking') : t('code_hint')}
      />
      {enter.isError && digits === '' && <ErrorBlock error={enter.error} />}
      {resend.isError && <ErrorBlock error={resend.error} />}
      <Resend
        key={resend.submittedAt}
        seconds={resendSeconds}
        busy={resend.isPending}
        onResend={() => resend.mutate()}
      />
    </Page>
  );
}
