// The balance: the one strong figure of the app, with the eye that hides every amount.

import { cny, parseMoney } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { Link } from '@tanstack/react-router';

import { useWords } from '../../i18n/words.ts';
import { AmountText, MaskToggle } from '../../ui/amount-text.tsx';
import { Icon, Mark } from '../../ui/icons.tsx';
import { StaleStamp } from '../../ui/online.tsx';
import { useCountUp } from './use-count-up.ts';

/** The hero of the wallet. */
export function HeroCard({ account }: { readonly account: Account }) {
  const { t } = useWords('payments');
  const shown = useCountUp(parseMoney(account.available).minor);
  const digits = account.number.replaceAll(' ', '').slice(-4);
  return (
    <section className="hero" aria-label={t('available')}>
      <span className="hero-mark">
        <Mark size={190} />
      </span>
      <div className="hero-head">
        <span>{t('available')}</span>
        <MaskToggle />
      </div>
      <p className="hero-amount">
        <AmountText of={cny(shown)} size="hero" />
      </p>
      <StaleStamp at={account.as_of} />
      <div className="hero-foot">
        <Held account={account} />
        <Link to="/account" className="hero-account num">
          {t('account_ending', { digits: `··${digits}` })}
          <Icon name="next" size={16} />
        </Link>
      </div>
    </section>
  );
}

function Held({ account }: { readonly account: Account }) {
  const { t } = useWords('payments');
  const rows = [
    ['held_out', account.held_out],
    ['held_in', account.held_in],
  ] as const;
  return (
    <dl className="hero-held">
      {rows
        .filter(([, amount]) => amount.minor !== '0')
        .map(([word, amount]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>
              <AmountText of={amount} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** Stands where the balance will be, as large as it. */
export function HeroSkeleton() {
  const { t } = useWords('ui');
  return <div className="hero hero-waiting" role="status" aria-label={t('loading')} />;
}
