// The way to another code, once the wait is over.

import { useEffect, useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import './resend.css';

type Props = {
  readonly seconds: number;
  readonly busy: boolean;
  readonly onResend: () => void;
};

/** Counts down, then offers to send again; a new `key` starts the count anew. */
export function Resend({ seconds, busy, onResend }: Props) {
  const { t } = useWords('parties');
  const left = useCountdown(seconds);
  return (
    <p className="resend">
      {left > 0 ? (
        <span className="soft num">{t('resend_in', { seconds: left })}</span>
      ) : (
        <button type="button" className="bare text-button" disabled={busy} onClick={onResend}>
          {t('resend')}
        </button>
      )}
    </p>
  );
}

function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const tick = (): void => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
