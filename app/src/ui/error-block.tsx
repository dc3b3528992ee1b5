// What every failure says: what happened, whether money moved, and what can be done.

import { Button } from 'antd-mobile';

import { troubleOf } from '../bank.ts';
import { useWords } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import './states.css';

type Props = {
  readonly error: unknown;
  /** Says whether money moved: for requests that could have moved some. */
  readonly money?: boolean;
  readonly onRetry?: (() => void) | undefined;
  readonly retryText?: string;
};

/** An error in the place of what could not be shown or done; announced when it appears. */
export function ErrorBlock({ error, money = false, onRetry, retryText }: Props) {
  const { t } = useWords('ui');
  const trouble = troubleOf(error);
  // A refusal of payments says it in its own sentence.
  const sayMoney = money && !(trouble.code.startsWith('payments.') && trouble.moneyMoved === 'no');
  return (
    <div className="error-block" role="alert">
      <Icon name={trouble.code === 'unreachable' ? 'offline' : 'alert'} />
      <div className="error-block-text">
        <p>{trouble.detail ?? t(trouble.code === 'unreachable' ? 'unreachable' : 'defect')}</p>
        {sayMoney && <p className="error-block-money">{t(`money_moved_${trouble.moneyMoved}`)}</p>}
        {trouble.requestId !== undefined && trouble.code === 'platform.defect' && (
          <p className="small num">{trouble.requestId}</p>
        )}
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            {retryText ?? t('try_again')}
          </Button>
        )}
      </div>
    </div>
  );
}
