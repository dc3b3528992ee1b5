// A new phone number, while one is still signed in: a code to the new number, then the PIN and one
// more check. The old number hears of it.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { meQuery } from '../../../queries.ts';
import { Cell, Group } from '../../../ui/cell.tsx';
import { DIGITS_MAX, DigitCells } from '../../../ui/digit-cells.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Field } from '../../../ui/field.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { Note } from '../../../ui/states.tsx';
import { watchedPhone } from '../../shell/sandbox/world.ts';
import { fullPhone, groupPhone, phoneDigits } from '../phone-number.ts';
import { ProvenSheet } from './proven-sheet.tsx';

/** The screen of a new number. */
export function ChangePhone() {
  const { t } = useWords('security');
  const me = useQuery(meQuery);
  const [digits, setDigits] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const online = useOnline();
  const phone = fullPhone(digits);
  const same = phone !== undefined && phone === me.data?.phone_full;
  const send = useMutation({
    mutationFn: async (to: string) => {
      watchedPhone.set(to);
      await bank.requestPhoneCode({ body: { phone: to, purpose: 'phone_change' } });
      return to;
    },
    onSuccess: setSentTo,
  });
  if (sentTo !== undefined) return <Confirm phone={sentTo} onBack={() => setSentTo(undefined)} />;
  return (
    <Page title={t('phone')} back="/security">
      <p className="soft">{t('phone_lead')}</p>
      <Group>
        <Cell
          icon="phone"
          label={t('phone_now')}
          value={<span className="num">{me.data?.phone}</span>}
        />
      </Group>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (phone !== undefined && !same) send.mutate(phone);
        }}
      >
        <Field
          label={t('phone_new')}
          prefix="+86"
          type="tel"
          inputMode="numeric"
          autoComplete="off"
          placeholder="138 0000 0000"
          value={groupPhone(digits)}
          onText={(text) => setDigits(phoneDigits(text))}
          problem={phoneProblem(digits, phone, same, t)}
          hint={t('phone_new_hint')}
        />
        {send.isError && <ErrorBlock error={send.error} />}
        <Button
          block
          type="submit"
          size="large"
          color="primary"
          disabled={phone === undefined || same || !online}
          loading={send.isPending}
        >
          {t('phone_send_code')}
        </Button>
      </form>
      <Note icon="bell">{t('phone_told')}</Note>
    </Page>
  );
}

function phoneProblem(
  digits: string,
  phone: string | undefined,
  same: boolean,
  t: ReturnType<typeof useWords<'security'>>['t'],
): string | undefined {
  if (same) return t('phone_same');
  return digits.length === 11 && phone === undefined ? t('phone_wrong') : undefined;
}

type ConfirmProps = { readonly phone: string; readonly onBack: () => void };

function Confirm({ phone, onBack }: ConfirmProps) {
  const { t } = useWords('security');
  const queries = useQueryClient();
  const router = useRouter();
  const [code, setCode] = useState('');
  const [asking, setAsking] = useState(false);
  const type = (next: string): void => {
    setCode(next);
    if (next.length === DIGITS_MAX) setAsking(true);
  };
  return (
    <Page title={t('phone')} back="/security">
      <p className="soft">
        {t('phone_code_lead', { phone: `+86 ${groupPhone(phoneDigits(phone))}` })}
      </p>
      <DigitCells
        label={t('phone_code')}
        digits={code}
        onDigits={type}
        note={t('phone_code_hint')}
      />
      <Button
        block
        size="large"
        color="primary"
        disabled={code.length < DIGITS_MAX}
        onClick={() => setAsking(true)}
      >
        {t('go_on')}
      </Button>
      <Button block size="large" onClick={onBack}>
        {t('phone_other')}
      </Button>
      <ProvenSheet
        open={asking}
        title={t('phone')}
        send={(call) => bank.changePhone({ body: { new_phone: phone, code }, ...call })}
        onDone={(me) => {
          queries.setQueryData(meQuery.queryKey, me);
          notify({ text: t('phone_changed'), icon: 'check' });
          void router.navigate({ to: '/security', replace: true });
        }}
        onClose={() => {
          setAsking(false);
          setCode('');
        }}
      >
        <p>{t('phone_change_to', { phone: groupPhone(phoneDigits(phone)) })}</p>
      </ProvenSheet>
    </Page>
  );
}
