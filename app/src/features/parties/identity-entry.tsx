// Name and resident id: why we ask, and at once whether the number holds.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
import { agreeTo, BaseConsents, baseConsentsQuery } from './base-consents.tsx';
import { FillIn } from './fill-in.tsx';
import { idNumberState, tidyIdNumber } from './id-number.ts';
import { Lead, Progress } from './step.tsx';

/** The personal data step. */
export function IdentityEntry() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { person } = useStore(chosenPerson);
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const purposes = useQuery(baseConsentsQuery).data ?? [];
  const state = idNumberState(idNumber);
  const give = useMutation({
    mutationFn: async () => {
      await agreeTo(purposes);
      return bank.giveIdentity({ body: { name: name.trim(), id_number: idNumber } });
    },
    onSuccess: (me) => {
      queries.setQueryData(meQuery.queryKey, me);
      return navigate({ to: '/join' });
    },
  });
  return (
    <Page title={t('identity_title')}>
      <Progress step={1} />
      <Lead>{t('identity_lead')}</Lead>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          give.mutate();
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
        <BaseConsents
          agreed={agreed}
          onAgree={(purpose, yes) =>
            setAgreed((before) => {
              const after = new Set(before);
              if (yes) after.add(purpose);
              else after.delete(purpose);
              return after;
            })
          }
        />
        {give.isError && <ErrorBlock error={give.error} />}
        <Button
          block
          type="submit"
          size="large"
          color="primary"
          disabled={
            state !== 'right' ||
            name.trim().length < 2 ||
            purposes.length === 0 ||
            !purposes.every(({ purpose }) => agreed.has(purpose))
          }
          loading={give.isPending}
        >
          {t('continue')}
        </Button>
      </form>
    </Page>
  );
}
