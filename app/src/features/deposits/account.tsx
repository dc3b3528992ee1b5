// One account: its number, its balances, what is held, what may still be sent, and what can be
// changed about it.

import type { Account } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { bankDayOf, dayText, momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { accountsQuery, holdsQuery } from '../../queries.ts';
import { AmountText, MaskToggle } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Note, SkeletonRows } from '../../ui/states.tsx';
import { useAccountName } from './account-words.ts';
import { ClassTag } from './class-tag.tsx';
import { LimitRings } from './limit-rings.tsx';
import { ManageAccount } from './manage-account.tsx';

/** The account screen: of the main account when the address names none. */
export function AccountScreen() {
  const { t } = useWords('deposits');
  const { accountId } = useParams({ strict: false });
  const accounts = useQuery(accountsQuery);
  const account =
    accountId === undefined
      ? accounts.data?.[0]
      : accounts.data?.find(({ id }) => id === accountId);
  return (
    <Page title={t('account')} back="/wallet" action={<MaskToggle />}>
      {accounts.isPending && <SkeletonRows rows={4} />}
      {accounts.isError && accounts.data === undefined && (
        <ErrorBlock error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.data !== undefined && account === undefined && (
        <Empty icon="wallet" title={t('account_gone')} />
      )}
      {account && (
        <>
          <Balances account={account} />
          <Holds account={account} />
          <Limits account={account} />
          <ManageAccount account={account} />
        </>
      )}
      <Group>
        <CellLink to="/accounts" icon="wallet" label={t('all_accounts')} />
      </Group>
    </Page>
  );
}

function Balances({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const nameOf = useAccountName();
  const { language } = usePreferences();
  return (
    <Group>
      <Cell label={nameOf(account)} value={<ClassTag account={account} />} />
      <Cell
        label={t('number')}
        detail={<span className="num">{account.number}</span>}
        value={<CopyButton text={account.number} what={t('number')} />}
      />
      <Cell
        label={t('opened')}
        value={<span className="num">{dayText(bankDayOf(account.opened_at), language)}</span>}
      />
      <Cell label={t('balance')} value={<AmountText of={account.balance} />} />
      <Cell label={t('held_out')} value={<AmountText of={account.held_out} />} />
      <Cell
        label={t('available')}
        value={
          <strong>
            <AmountText of={account.available} />
          </strong>
        }
      />
      <CellLink
        to="/statement"
        search={account.is_main ? {} : { account: account.id }}
        icon="statement"
        label={t('statement')}
      />
    </Group>
  );
}

function Holds({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  const holds = useQuery(holdsQuery(account.id));
  if (holds.data === undefined || holds.data.length === 0) return null;
  return (
    <Group title={t('holds')}>
      {holds.data.map((hold) => (
        <Cell
          key={hold.transfer_id}
          label={hold.description}
          detail={<span className="num">{momentText(hold.created_at, language, 'short')}</span>}
          value={<AmountText of={hold.amount} sign={hold.direction} />}
        />
      ))}
    </Group>
  );
}

function Limits({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const why = account.limited ? 'limited' : account.class;
  const mayRise = account.limited || account.class === 'III';
  return (
    <section className="group">
      <div className="group-head">
        <h2>{t('limits')}</h2>
      </div>
      <LimitRings account={account} />
      {account.limited ? (
        <Note tone="warn">{t('limits_why_limited')}</Note>
      ) : (
        <p className="soft small">{t(`limits_why_${why}`)}</p>
      )}
      {mayRise && (
        <Group>
          <CellLink
            to="/accounts/$accountId/upgrade"
            params={{ accountId: account.id }}
            icon="gauge"
            label={t(account.limited ? 'upgrade_back' : 'upgrade')}
            detail={t('upgrade_row')}
          />
        </Group>
      )}
    </section>
  );
}
