// A correction of the name: the person says the right one and why; two people of the bank decide.

import type { NameCorrection } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { meQuery } from '../../queries.ts';
import { Cell, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { correctionsQuery } from './queries.ts';

const NAME_MIN = 2;
const REASON_MIN = 5;
const REASON_MAX = 500;

/** The screen of the name. */
export function CorrectName() {
  const { t } = useWords('consents');
  const me = useQuery(meQuery);
  const corrections = useQuery(correctionsQuery);
  const waiting = corrections.data?.find(({ state }) => state === 'waiting');
  return (
    <Page title={t('name')} back="/privacy">
      <p className="soft">{t('name_lead')}</p>
      <Group>
        <Cell icon="me" label={t('name_now')} value={me.data?.name} />
      </Group>
      {corrections.isPending && <SkeletonRows rows={2} />}
      {corrections.isError && (
        <ErrorBlock error={corrections.error} onRetry={() => void corrections.refetch()} />
      )}
      {waiting !== undefined && (
        <Note icon="clock">{t('name_waiting', { name: waiting.name })}</Note>
      )}
      {corrections.data !== undefined && waiting === undefined && (
        <AskForm current={me.data?.name ?? ''} />
      )}
      <Past corrections={corrections.data ?? []} />
    </Page>
  );
}

function AskForm({ current }: { readonly current: string }) {
  const { t } = useWords('consents');
  const online = useOnline();
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const ask = useAsk({ name: name.trim(), reason: reason.trim() }, () => setAsking(false));
  const same = name.trim() !== '' && name.trim() === current;
  const ready =
    !same && name.trim().length >= NAME_MIN && reason.trim().length >= REASON_MIN && online;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) setAsking(true);
      }}
    >
      <Field
        label={t('name_right')}
        autoComplete="off"
        maxLength={100}
        value={name}
        onText={setName}
        problem={same ? t('name_same') : undefined}
        hint={t('name_right_hint')}
      />
      <Field
        label={t('name_reason')}
        autoComplete="off"
        maxLength={REASON_MAX}
        value={reason}
        onText={setReason}
        hint={t('name_reason_hint')}
      />
      <Button block type="submit" size="large" color="primary" disabled={!ready}>
        {t('name_ask')}
      </Button>
      <PinSheet
        open={asking}
        title={t('name_ask')}
        onProof={(proof) => ask.mutateAsync(proof)}
        onClose={() => setAsking(false)}
      >
        <p>{t('name_change', { from: current, to: name.trim() })}</p>
      </PinSheet>
    </form>
  );
}

function useAsk(asked: { name: string; reason: string }, onDone: () => void) {
  const { t } = useWords('consents');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (proof: string) => bank.askForNameCorrection({ body: asked, proof }),
    onSuccess: () => {
      notify({ text: t('name_asked'), icon: 'check' });
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: correctionsQuery.queryKey }),
  });
}

function Past({ corrections }: { readonly corrections: readonly NameCorrection[] }) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  if (corrections.length === 0) return null;
  return (
    <Group title={t('name_past')}>
      {corrections.map((one) => (
        <Cell
          key={one.id}
          label={one.name}
          detail={t('name_asked_at', { when: momentText(one.asked_at, language) })}
          value={t(`correction_${one.state}`)}
        />
      ))}
    </Group>
  );
}
