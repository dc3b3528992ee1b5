// The account: its number, its balances, what is held, and what may still be sent.

import type { Account } from '@sycee/sdk';
import { parseMoney } from '@sycee/kit';
import { useQuery } from '@tanstack/react-query';

import { bankDayOf, dayText, momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { accountsQuery, holdsQuery } from '../../queries.ts';
import { AmountText, MaskToggle } from '../../ui/amount-text.tsx';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import './account.css';

/** The account screen. */
export function AccountScreen() {
  const { t } = useWords('deposits');
  const accounts = useQuery(accountsQuery);
  const account = accounts.data?.[0];
  return (
    <Page title={t('account')} back="/wallet" action={<MaskToggle />}>
      {accounts.isPending && <SkeletonRows rows={4} />}
      {accounts.isError && account === undefined && (
        <ErrorBlock error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {account && (
        <>
          <Balances account={account} />
          <Holds account={account} />
          <Limits account={account} />
        </>
      )}
    </Page>
  );
}

function Balances({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const { language } = usePreferences();
  return (
    <Group>
      <Cell
        label={t('number')}
        detail={<span className="num">{account.number}</span>}
        value={<CopyButton text={account.number} what={t('number')} />}
      />
      <Cell label={t('class')} value={t(`class_${account.class}`)} />
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
      <CellLink to="/statement" icon="statement" label={t('statement')} />
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
  const { outgoing_day: day, outgoing_year: year, balance_max: most } = account.limits;
  return (
    <>
      <Group title={t('limits')}>
        <LimitRow name={t('limit_day')} allowance={day} />
        <LimitRow name={t('limit_year')} allowance={year} />
        {most !== null && <Cell label={t('limit_balance')} value={<AmountText of={most} />} />}
      </Group>
      <p className="soft small">{t('limits_why')}</p>
      {account.class === 'III' && (
        <>
          <Note>{t('class_III_why')}</Note>
          <Group>
            <CellLink to="/cards/new" icon="card" label={t('lift_limits')} />
          </Group>
        </>
      )}
    </>
  );
}

type RowProps = {
  readonly name: string;
  readonly allowance: Account['limits']['outgoing_day'];
};

function LimitRow({ name, allowance }: RowProps) {
  const { t } = useWords('deposits');
  const limit = parseMoney(allowance.limit).minor;
  const used = parseMoney(allowance.used).minor;
  // The length of the bar tells what was used as well as a figure would.
  const { masked } = usePreferences();
  const share = masked || limit === 0n ? 0 : Number((used * 1000n) / limit) / 1000;
  return (
    <div className="cell limit">
      <div className="limit-head">
        <span>{name}</span>
        <span>
          <AmountText of={allowance.left} /> <span className="soft small">{t('left')}</span>
        </span>
      </div>
      <div className="limit-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${share})` }} />
      </div>
      <p className="soft small">
        {t('used')} <AmountText of={allowance.used} /> / <AmountText of={allowance.limit} />
      </p>
    </div>
  );
}
