// What face and voice checks have in common around the doing: tips before, waiting, and what to do
// after a no. After three of them another way comes first.

import { Button } from 'antd-mobile';
import { useEffect, useState, type ReactNode } from 'react';

import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Note } from '../../ui/states.tsx';
import type { Instead } from './ports.ts';
import './check.css';

export type Stopped = 'gave_up' | 'left' | 'too_noisy';

export type CheckPhase =
  | { readonly name: 'before' }
  | { readonly name: 'doing' }
  | { readonly name: 'checking' }
  | { readonly name: 'refused'; readonly error: unknown }
  | { readonly name: 'stopped'; readonly why: Stopped };

type Props = {
  readonly kind: 'face' | 'voice';
  readonly phase: CheckPhase;
  /** How often the bank has said no. */
  readonly tries: number;
  readonly art: ReactNode;
  readonly instead: Instead | undefined;
  readonly onBegin: () => void;
};

const TRIES = 3;
const SLOW_MS = 5_000;

const TIPS = {
  face: [
    ['sun', 'tip_light'],
    ['face', 'tip_bare'],
    ['me', 'tip_alone'],
  ],
  voice: [
    ['quiet', 'tip_quiet'],
    ['voice', 'tip_voice'],
    ['phone', 'tip_near'],
  ],
} as const satisfies Record<string, readonly (readonly [IconName, string])[]>;

/** Everything of a check but the doing. */
export function Check({ kind, phase, tries, art, instead, onBegin }: Props) {
  const { t } = useWords('biometrics');
  if (phase.name === 'checking') return <Checking kind={kind} art={art} />;
  const tired = tries >= TRIES && instead !== undefined;
  return (
    <div className="check">
      {art}
      {phase.name === 'before' && <p className="check-lead">{t(`${kind}_lead`)}</p>}
      {phase.name === 'refused' && <ErrorBlock error={phase.error} />}
      {phase.name === 'stopped' && <Stop why={phase.why} />}
      {tired && <p className="check-lead">{t('tried_enough')}</p>}
      <ul className="check-tips">
        {TIPS[kind].map(([icon, tip]) => (
          <li key={tip}>
            <span className="check-tip-icon">
              <Icon name={icon} size={22} />
            </span>
            {t(tip)}
          </li>
        ))}
      </ul>
      <div className="check-foot">
        {tired && <InsteadButton instead={instead} main />}
        <Button block size="large" color={tired ? 'default' : 'primary'} onClick={onBegin}>
          {t(phase.name === 'before' ? `${kind}_begin` : 'again')}
        </Button>
        {!tired && instead !== undefined && <InsteadButton instead={instead} />}
        {tries > 0 && !tired && (
          <p className="soft small check-tries">{t('tries', { count: tries, of: TRIES })}</p>
        )}
      </div>
    </div>
  );
}

function Stop({ why }: { readonly why: Stopped }) {
  const { t } = useWords('biometrics');
  return (
    <div role="alert">
      <Note tone="warn">{t(`stopped_${why}`)}</Note>
    </div>
  );
}

function Checking({ kind, art }: Pick<Props, 'kind' | 'art'>) {
  const { t } = useWords('biometrics');
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className="check check-waiting" aria-live="polite">
      {art}
      <p className="check-lead">{t(`${kind}_checking`)}</p>
      <p className="soft small">{t(slow ? 'checking_slow' : `${kind}_not_kept`)}</p>
    </output>
  );
}

type InsteadProps = { readonly instead: Instead; readonly main?: boolean };

/** The other way, as a quiet button or as the main one. */
export function InsteadButton({ instead, main = false }: InsteadProps) {
  return (
    <>
      <Button
        block
        size="large"
        fill={main ? 'solid' : 'none'}
        color="primary"
        onClick={instead.onClick}
      >
        {instead.text}
      </Button>
      {instead.why !== undefined && <p className="soft small check-why">{instead.why}</p>}
    </>
  );
}
