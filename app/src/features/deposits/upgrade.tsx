// The way to class II: what is missing, each with the way there, and what it brings. Nothing is
// applied for; the screen turns by itself when the last step is done.

import type { Account, AccountUpgrade } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd-mobile';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery, upgradeQuery } from '../../queries.ts';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import type { IconName } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { useChange } from './manage-account.tsx';
import './accounts.css';

type Need = AccountUpgrade['needs'][number];

/** The upgrade screen. */
export function UpgradeScreen() {
  const { t } = useWords('deposits');
  const { accountId } = useParams({ from: '/member/accounts/$accountId/upgrade' });
  const account = useQuery(accountsQuery).data?.find(({ id }) => id === accountId);
  const upgrade = useQuery(upgradeQuery(accountId as Account['id']));
  return (
    <Page title={t(account?.limited ? 'upgrade_back' : 'upgrade')} back="/accounts">
      {upgrade.isPending && <SkeletonRows rows={5} />}
      {upgrade.isError && upgrade.data === undefined && (
        <ErrorBlock error={upgrade.error} onRetry={() => void upgrade.refetch()} />
      )}
      {upgrade.data && (
        <>
          <Lead upgrade={upgrade.data} />
          <Group title={t('upgrade_needs')}>
            {upgrade.data.needs.map((need) => (
              <NeedRow key={need.need} {...need} />
            ))}
          </Group>
          <Gains upgrade={upgrade.data} />
          {account !== undefined && !upgrade.data.by_itself && account.class === 'III' && (
            <LetRise account={account} />
          )}
        </>
      )}
    </Page>
  );
}

function Lead({ upgrade }: { readonly upgrade: AccountUpgrade }) {
  const { t } = useWords('deposits');
  const isDone = upgrade.class === 'II' && !upgrade.limited;
  if (isDone) return <Note tone="good">{t('upgrade_done')}</Note>;
  if (upgrade.limited) return <p className="soft">{t('upgrade_limited_lead')}</p>;
  return <p className="soft">{t(upgrade.by_itself ? 'upgrade_lead' : 'upgrade_kept_lead')}</p>;
}

const ICONS = {
  identity: 'id',
  pin: 'lock',
  card: 'card',
  presence: 'face',
} as const satisfies Record<Need['need'], IconName>;

/** A need; a missing one leads to where it is met. */
function NeedRow({ need, met }: Need) {
  const { t } = useWords('deposits');
  const content = {
    icon: ICONS[need],
    label: t(`need_${need}`),
    detail: t(`need_${need}_why`),
    value: (
      <span className={`need-state need-${met ? 'met' : 'open'}`}>
        {t(met ? 'need_met' : 'need_open')}
      </span>
    ),
  };
  if (!met && need === 'card') return <CellLink to="/cards/new" {...content} />;
  if (!met && need === 'presence') {
    return <CellLink to="/privacy/biometrics/$kind" params={{ kind: 'face' }} {...content} />;
  }
  return <Cell {...content} />;
}

function Gains({ upgrade: { as_is: now, raised } }: { readonly upgrade: AccountUpgrade }) {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const most = (limit: AccountUpgrade['raised']['balance_max']) =>
    limit === null ? t('limit_none') : words(limit, 'open');
  const rows = [
    [t('limit_day'), words(now.outgoing_day, 'open'), words(raised.outgoing_day, 'open')],
    [t('limit_year'), words(now.outgoing_year, 'open'), words(raised.outgoing_year, 'open')],
    [t('limit_balance'), most(now.balance_max), most(raised.balance_max)],
  ] as const;
  return (
    <Group title={t('upgrade_gains')}>
      <dl className="gains">
        {rows.map(([name, from, to]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{from === to ? to : t('upgrade_from_to', { from, to })}</dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}

function LetRise({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const change = useChange(account);
  return (
    <>
      {change.isError && <ErrorBlock error={change.error} />}
      <Button
        block
        size="large"
        color="primary"
        loading={change.isPending}
        onClick={() => change.mutate({ rises: true })}
      >
        {t('upgrade_let_rise')}
      </Button>
    </>
  );
}
