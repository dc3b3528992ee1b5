// The account is open: its number, what it may do, and what to do first.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery, cardsQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { Progress } from './step.tsx';
import './join-result.css';

/** The last step: opens the account (asking twice opens it once) and shows it. */
export function JoinResult() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const cards = useQuery(cardsQuery);
  const opening = useQuery({
    queryKey: ['opening'],
    queryFn: () => bank.openAccount({ body: {} }),
  });
  const account = opening.data;
  useEffect(() => {
    if (account !== undefined) queries.setQueryData(accountsQuery.queryKey, [account]);
  }, [account, queries]);
  if (opening.isError) {
    return (
      <Page title={t('result_opening')}>
        <ErrorBlock error={opening.error} onRetry={() => void opening.refetch()} />
      </Page>
    );
  }
  if (account === undefined) {
    return (
      <Page title={t('result_opening')}>
        <SkeletonRows />
      </Page>
    );
  }
  return (
    <Page title={t('result_title')}>
      <Progress step={4} />
      <div className="result-head">
        <span className="result-tick">
          <Icon name="check" size={40} />
        </span>
        <p className="result-line">{t('result_line')}</p>
      </div>
      <Group>
        <Cell
          label={t('result_number')}
          detail={<span className="num result-number">{account.number}</span>}
          value={<CopyButton text={account.number} what={t('result_number')} />}
        />
        <Cell label={t('result_class')} value={t(`class_${account.class}`)} />
        <Cell
          label={t('result_day_limit')}
          value={<AmountText of={account.limits.outgoing_day.limit} open />}
        />
      </Group>
      <Group title={t('result_next')}>
        {cards.data?.length === 0 ? (
          <CellLink
            to="/cards/new"
            icon="card"
            label={t('next_card')}
            detail={t('next_card_why')}
          />
        ) : (
          <CellLink
            to="/top-up"
            icon="top-up"
            label={t('next_top_up')}
            detail={t('next_top_up_why')}
          />
        )}
        <CellLink to="/wallet" icon="wallet" label={t('next_wallet')} />
      </Group>
    </Page>
  );
}
