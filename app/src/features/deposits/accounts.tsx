// All accounts of a person, with what each can spend, and the ways to one more.

import { useQuery } from '@tanstack/react-query';

import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { AmountText, MaskToggle } from '../../ui/amount-text.tsx';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { digitsOf, useAccountName } from './account-words.ts';
import { ClassTag } from './class-tag.tsx';

/** The accounts screen. */
export function AccountsScreen() {
  const { t } = useWords('deposits');
  const nameOf = useAccountName();
  const accounts = useQuery(accountsQuery);
  const several = (accounts.data?.length ?? 0) > 1;
  return (
    <Page title={t('accounts')} back="/wallet" action={<MaskToggle />}>
      {accounts.isPending && <SkeletonRows rows={3} />}
      {accounts.isError && accounts.data === undefined && (
        <ErrorBlock error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      <Group>
        {accounts.data?.map((account) => (
          <CellLink
            key={account.id}
            to="/accounts/$accountId"
            params={{ accountId: account.id }}
            icon="wallet"
            label={t('ending', { name: nameOf(account), digits: digitsOf(account) })}
            detail={
              <span className="account-row-detail">
                <ClassTag account={account} />
              </span>
            }
            value={
              <strong>
                <AmountText of={account.available} />
              </strong>
            }
          />
        ))}
      </Group>
      <Group>
        {several && <CellLink to="/accounts/move" icon="transfer" label={t('move_money')} />}
        <CellLink
          to="/accounts/new"
          icon="plus"
          label={t('open_account')}
          detail={t('open_account_why')}
        />
      </Group>
    </Page>
  );
}
