// Name and resident id: why we ask, and at once whether the number holds.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { meQuery } from '../../queries.ts';
import { useStore } from '../../store.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';
import { chosenPerson } from '../shell/sandbox/world.ts';
import { BaseConsents, useBaseConsents } from './base-consents.tsx';
import { FillIn } from './fill-in.tsx';
import { idNumberState, tidyIdNumber } from './id-number.ts';
import { Lead, Progress } from './step.tsx';

/** The personal data step. */
export function IdentityEntry() {
  const { t } = useWords('parties');
  const { person } = useStore(chosenPerson);
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const consents = useBaseConsents();
  const state = idNumberState(idNumber);
  const give = useGiveIdentity(() => consents.give());
  return (
    <Page title={t('identity_title')}>
      <Progress step={1} />
      <Lead>{t('identity_lead')}</Lead>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          give.mutate({ name: name.trim(), id_number: idNumber });
        }}
      >
        {person !== null && (
          <FillIn
            person={person}
            onFill={() => {
              setName(person.name);
              setIdNumber(person.id_number);
            }}
          />
        )}
        <Field
          label={t('name')}
          autoComplete="name"
          value={name}
          onText={setName}
          hint={t('name_why')}
        />
        <Field
          label={t('id_number')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={idNumber}
          onText={(text) => setIdNumber(tidyIdNumber(text))}
          problem={state === 'right' || state === 'incomplete' ? undefined : t(`id_${state}`)}
          good={state === 'right' ? t('id_right') : undefined}
          hint={t('id_number_why', { count: idNumber.length })}
        />
        <Note icon="lock">{t('identity_safe')}</Note>
        <BaseConsents agreed={consents.agreed} onAgree={consents.onAgree} />
        {give.isError && <ErrorBlock error={give.error} />}
        <Button
          block
          type="submit"
          size="large"
          color="primary"
          disabled={state !== 'right' || name.trim().length < 2 || !consents.isComplete}
          loading={give.isPending}
        >
          {t('continue')}
        </Button>
      </form>
    </Page>
  );
}

/** Gives the bank the consents and then the identity, and goes on. */
function useGiveIdentity(agree: () => Promise<void>) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (identity: { name: string; id_number: string }) => {
      await agree();
      return bank.giveIdentity({ body: identity });
    },
    onSuccess: (me) => {
      queries.setQueryData(meQuery.queryKey, me);
      return navigate({ to: '/join' });
    },
  });
}
