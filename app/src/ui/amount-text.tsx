// Every amount of the app passes here, so that one eye hides all of them.

import { parseMoney, type Money, type WireMoney } from '@sycee/kit';

import { useWords } from '../i18n/words.ts';
import { prefer, usePreferences } from '../preferences.ts';
import { amountParts, amountText, MASK, type Sign } from './amounts.ts';
import { Icon } from './icons.tsx';
import './amount-text.css';

type Props = {
  readonly of: WireMoney | Money;
  readonly sign?: Sign;
  readonly size?: 'text' | 'figure' | 'hero';
  /** Shown even while amounts are hidden: what the person is just typing or confirming. */
  readonly open?: boolean;
};

/** An amount in the person's locale, hidden while the eye is shut. */
export function AmountText({ of, sign = 'none', size = 'text', open = false }: Props) {
  const { masked, language } = usePreferences();
  const { t } = useWords('ui');
  const money = typeof of.minor === 'string' ? parseMoney(of as WireMoney) : (of as Money);
  const parts = amountParts(money, language, sign);
  const className = `amount num amount-${size}${sign === 'in' ? ' amount-in' : ''}`;
  if (masked && !open) {
    return (
      <span className={className}>
        <span className="visually-hidden">{t('amount_hidden')}</span>
        <span aria-hidden="true">
          <span className="amount-symbol">{parts.symbol}</span>
          {MASK}
        </span>
      </span>
    );
  }
  return (
    <span className={className}>
      <span className="visually-hidden">{amountText(money, language, sign)}</span>
      <span aria-hidden="true">
        {parts.sign}
        <span className="amount-symbol">{parts.symbol}</span>
        {parts.whole}
        <span className="amount-fraction">{parts.fraction}</span>
      </span>
    </span>
  );
}

/** The eye: hides and shows every amount of the app, and says which it is. */
export function MaskToggle() {
  const { masked } = usePreferences();
  const { t } = useWords('ui');
  return (
    <button
      type="button"
      className="bare mask-toggle"
      aria-pressed={masked}
      aria-label={t('hide_amounts')}
      onClick={() => prefer({ masked: !masked })}
    >
      <Icon name={masked ? 'eye-off' : 'eye'} size={22} />
    </button>
  );
}
