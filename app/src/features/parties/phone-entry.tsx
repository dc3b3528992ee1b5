// The phone number that signs in, or begins an account: the same step for both.

import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { useStore } from '../../store.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { chosenPerson } from '../shell/sandbox/world.ts';
import { FillIn } from './fill-in.tsx';
import { fullPhone, groupPhone, phoneDigits } from './phone-number.ts';
import { sendCode } from './sign-in.ts';
import { Lead } from './step.tsx';

/** The phone step. */
export function PhoneEntry() {
  const { t } = useWords('parties');
  const navigate = useNavigate();
  const { person } = useStore(chosenPerson);
  const [digits, setDigits] = useState('');
  const phone = fullPhone(digits);
  const complete = digits.length === 11;
  const send = useMutation({
    mutationFn: sendCode,
    onSuccess: () => navigate({ to: '/sign-in/code' }),
  });
  const submit = (): void => {
    if (phone !== undefined) send.mutate(phone);
  };
  return (
    <Page title={t('phone_title')} back="/welcome">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Lead>{t('phone_lead')}</Lead>
        {person !== null && (
          <FillIn person={person} onFill={() => setDigits(phoneDigits(person.phone))} />
        )}
        <Field
          label={t('phone')}
          prefix="+86"
          type="tel"
          inputMode="numeric"
          autoComplete="tel-national"
          placeholder="138 0000 0000"
          value={groupPhone(digits)}
          onText={(text) => setDigits(phoneDigits(text))}
          problem={complete && phone === undefined ? t('phone_wrong') : undefined}
          hint={t('phone_hint')}
        />
        {send.isError && <ErrorBlock error={send.error} onRetry={submit} />}
        <Button
          block
          type="submit"
          size="large"
          color="primary"
          disabled={phone === undefined}
          loading={send.isPending}
        >
          {t('send_code')}
        </Button>
      </form>
    </Page>
  );
}
