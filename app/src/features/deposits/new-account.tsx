// Opening one more account: what it is for, and of which class.

import type { Account, AccountUpgrade } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery, upgradeQuery } from '../../queries.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { Chips } from '../../ui/chips.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { nameProblem } from './account-name.ts';
import './accounts.css';

/** The screen of opening another account. */
export function NewAccount() {
  const { t } = useWords('deposits');
  const main = useQuery(accountsQuery).data?.[0];
  return (
    <Page title={t('new_account')} back="/accounts">
      <p className="soft">{t('new_account_lead')}</p>
      {main === undefined ? <SkeletonRows rows={3} /> : <Choices main={main} />}
    </Page>
  );
}

function Choices({ main }: { readonly main: Account }) {
  const upgrade = useQuery(upgradeQuery(main.id));
  if (upgrade.data !== undefined) return <Form main={main} upgrade={upgrade.data} />;
  if (!upgrade.isError) return <SkeletonRows rows={3} />;
  return <ErrorBlock error={upgrade.error} onRetry={() => void upgrade.refetch()} />;
}

type FormProps = { readonly main: Account; readonly upgrade: AccountUpgrade };

function Form({ main, upgrade }: FormProps) {
  const { t } = useWords('deposits');
  const online = useOnline();
  const [name, setName] = useState('');
  const isFull = upgrade.needs.every(({ met }) => met);
  const [accountClass, setClass] = useState<Account['class']>(isFull ? 'II' : 'III');
  const opening = useOpening();
  const isWrong = nameProblem(name);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        opening.mutate({ name, class: accountClass });
      }}
    >
      <Field
        label={t('account_name')}
        value={name}
        autoComplete="off"
        hint={t('account_name_hint')}
        problem={name !== '' && isWrong ? t('account_name_wrong') : undefined}
        onText={setName}
      />
      {isFull && (
        <Chips<Account['class']>
          label={t('new_class')}
          value={accountClass}
          options={(['II', 'III'] as const).map((value) => ({
            value,
            text: t(`new_class_${value}`),
          }))}
          onChoose={setClass}
        />
      )}
      <ClassWords accountClass={accountClass} upgrade={upgrade} />
      {!isFull && (
        <Group>
          <CellLink
            to="/accounts/$accountId/upgrade"
            params={{ accountId: main.id }}
            icon="gauge"
            label={t('new_class_II_later')}
          />
        </Group>
      )}
      {opening.isError && <ErrorBlock error={opening.error} />}
      <OfflineReason />
      <Button
        block
        size="large"
        color="primary"
        type="submit"
        disabled={isWrong || !online}
        loading={opening.isPending}
      >
        {t('open_it')}
      </Button>
    </form>
  );
}

type WordsProps = { readonly accountClass: Account['class']; readonly upgrade: AccountUpgrade };

/** What the chosen class allows, in one sentence. */
function ClassWords({ accountClass, upgrade }: WordsProps) {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const { raised, small } = upgrade;
  const text =
    accountClass === 'II'
      ? t('new_class_II_why', {
          day: words(raised.outgoing_day, 'open'),
          year: words(raised.outgoing_year, 'open'),
        })
      : t('new_class_III_why', {
          day: words(small.outgoing_day, 'open'),
          max: small.balance_max === null ? '' : words(small.balance_max, 'open'),
        });
  return (
    <p className="soft small" aria-live="polite">
      {text}
    </p>
  );
}

function useOpening() {
  const { t } = useWords('deposits');
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: { name: string; class: Account['class'] }) => bank.openAccount({ body }),
    onSuccess: async (account) => {
      notify({ text: t('opened_it', { name: account.name ?? '' }), icon: 'check' });
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
      const params = { accountId: account.id };
      await navigate({ to: '/accounts/$accountId', params, replace: true });
    },
  });
}
