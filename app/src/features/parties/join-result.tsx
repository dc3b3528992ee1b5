// The account is open: its number, what it may do, and what to do first.

import type { Joining } from '@sycee/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useEffect } from 'react';

import { bank, refusedWith } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { JoinPage } from './join-page.tsx';
import { joiningQuery, stateOf, type Skippable } from './joining.ts';
import { Progress } from './step.tsx';
import './join-result.css';

const LOOK_AGAIN_MS = 15_000;

/** The last step: opens the account (asking twice opens it once) and shows it. */
export function JoinResult() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const joining = useQuery(joiningQuery);
  const waits = joining.data && stateOf(joining.data, 'account') === 'waiting_for_review';
  const opening = useQuery({
    queryKey: ['opening'],
    queryFn: () => bank.openAccount({ body: {} }),
    enabled: waits === false,
  });
  const account = opening.data;
  useEffect(() => {
    if (account !== undefined) queries.setQueryData(accountsQuery.queryKey, [account]);
  }, [account, queries]);
  if (waits === true || refusedWith(opening.error, 'parties.under_review')) return <Waiting />;
  const failed = opening.error ?? joining.error;
  if (account === undefined) {
    return (
      <JoinPage title={t('result_opening')} part="result">
        {failed === null ? (
          <SkeletonRows />
        ) : (
          <ErrorBlock error={failed} onRetry={() => void opening.refetch()} />
        )}
      </JoinPage>
    );
  }
  return (
    <Page title={t('result_title')}>
      <Progress part="result" />
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
        <Cell
          label={t('result_class')}
          detail={t(`class_${account.class}_what`)}
          value={t(`class_${account.class}`)}
        />
        <Cell
          label={t('result_day_limit')}
          value={<AmountText of={account.limits.outgoing_day.limit} open />}
        />
      </Group>
      <NextActions joining={joining.data} />
    </Page>
  );
}

/** What was put off comes first, because it lifts limits or makes the account safer. */
function NextActions({ joining }: { readonly joining: Joining | undefined }) {
  const { t } = useWords('parties');
  const isOff = (step: Skippable): boolean =>
    joining !== undefined && stateOf(joining, step) === 'skipped';
  const reviewed = (['face', 'voice'] as const).filter(
    (step) => joining !== undefined && stateOf(joining, step) === 'waiting_for_review',
  );
  return (
    <>
      {reviewed.length > 0 && <Note icon="people">{t('result_reviewed')}</Note>}
      <Group title={t('result_next')}>
        {isOff('card') ? (
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
        {isOff('face') && (
          <CellLink
            to="/privacy/biometrics/$kind"
            params={{ kind: 'face' }}
            icon="face"
            label={t('next_face')}
            detail={t('next_face_why')}
          />
        )}
        <CellLink to="/wallet" icon="wallet" label={t('next_wallet')} />
      </Group>
    </>
  );
}

/** While people of the bank look at what was given; it never says why. */
function Waiting() {
  const { t } = useWords('parties');
  const router = useRouter();
  useQuery({ ...joiningQuery, refetchInterval: LOOK_AGAIN_MS });
  return (
    <JoinPage title={t('waiting_title')} part="result">
      <div className="result-head">
        <span className="passkey-mark">
          <Icon name="clock" size={44} />
        </span>
        <p className="result-line">{t('waiting_line')}</p>
      </div>
      <Note icon="lock">{t('waiting_safe')}</Note>
      <div className="passkey-foot">
        <Button block size="large" onClick={() => void router.invalidate()}>
          {t('waiting_look')}
        </Button>
      </div>
    </JoinPage>
  );
}
