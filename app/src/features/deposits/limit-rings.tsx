// The limits of an account as rings: what was used, what is left, and when it is whole again. The
// figures say all of it in words; the ring is for a glance.

import { parseMoney, type WireMoney } from '@sycee/kit';
import type { Account } from '@sycee/sdk';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import './accounts.css';

/** All limits of an account. */
export function LimitRings({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const { language } = usePreferences();
  const { outgoing_day: day, outgoing_year: year } = account.limits;
  const { balance_max: most, balance_left: room } = account.limits;
  const allowances = [
    { name: t('limit_day'), ...day },
    { name: t('limit_year'), ...year },
  ];
  return (
    <div className="rings">
      {allowances.map(({ name, limit, used, left, resets_at: at }) => (
        <section key={name} className="ring" aria-label={name}>
          <RingHead name={name} used={used} limit={limit} />
          <p>
            <span className="ring-left">
              <AmountText of={left} />
            </span>{' '}
            <span className="soft small">{t('limit_left')}</span>
          </p>
          <p className="soft small">{t('limit_of', { limit: words(limit) })}</p>
          <p className="soft small num">
            {t('limit_renews', { when: momentText(at, language, 'short') })}
          </p>
        </section>
      ))}
      {most !== null && room !== null && (
        <section className="ring" aria-label={t('limit_balance')}>
          <RingHead name={t('limit_balance')} used={account.balance} limit={most} />
          <p>
            <span className="ring-left">
              <AmountText of={room} />
            </span>{' '}
            <span className="soft small">{t('limit_room')}</span>
          </p>
          <p className="soft small">{t('limit_of', { limit: words(most) })}</p>
        </section>
      )}
    </div>
  );
}

const RADIUS = 17;
const LENGTH = 2 * Math.PI * RADIUS;
const NEARLY = 0.8;

type HeadProps = { readonly name: string; readonly used: WireMoney; readonly limit: WireMoney };

function RingHead({ name, used, limit }: HeadProps) {
  // How full a ring is tells what was used as well as a figure would.
  const { masked } = usePreferences();
  const [part, whole] = [parseMoney(used).minor, parseMoney(limit).minor];
  const share = masked || whole === 0n ? 0 : Math.min(1, Number((part * 1000n) / whole) / 1000);
  return (
    <div className="ring-head">
      <svg className="ring-art" width={44} height={44} viewBox="0 0 44 44" aria-hidden="true">
        <circle cx={22} cy={22} r={RADIUS} />
        {share > 0 && (
          <circle
            className={`ring-used${share >= NEARLY ? ' ring-nearly' : ''}`}
            cx={22}
            cy={22}
            r={RADIUS}
            strokeDasharray={LENGTH}
            strokeDashoffset={LENGTH * (1 - share)}
          />
        )}
      </svg>
      <span>{name}</span>
    </div>
  );
}
