// Says, while an amount is typed, what class II would allow, and leads there: before a person runs
// into a limit, not after.

import type { Account } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { useWords } from '../../i18n/words.ts';
import { upgradeQuery } from '../../queries.ts';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import './accounts.css';

type Props = { readonly account: Account; readonly what: 'day' | 'balance' };

/** The hint; nothing when class II allows no more. */
export function LiftHint({ account, what }: Props) {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const isHigher = what === 'day' ? account.limited || account.class === 'III' : isSmall(account);
  const { data: upgrade } = useQuery({ ...upgradeQuery(account.id), enabled: isHigher });
  if (!isHigher || upgrade === undefined) return null;
  return (
    <Link
      to="/accounts/$accountId/upgrade"
      params={{ accountId: account.id }}
      className="lift-hint small"
    >
      {what === 'day'
        ? t('hint_lift_day', { day: words(upgrade.raised.outgoing_day, 'open') })
        : t('hint_lift_balance')}
    </Link>
  );
}

function isSmall({ class: accountClass }: Account): boolean {
  return accountClass === 'III';
}
