// What stands where content will be, or where there is none yet.

import { useEffect, useState, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { Icon, type IconName } from './icons.tsx';
import './states.css';

const SKELETON_AFTER_MS = 300;

/** Grey rows while a read takes longer than a blink. */
export function SkeletonRows({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useWords('ui');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className="skeleton" aria-label={t('loading')}>
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          <span key={row} className="skeleton-row">
            <span className="skeleton-dot" />
            <span className="skeleton-lines">
              <span />
              <span />
            </span>
          </span>
        ))}
    </output>
  );
}

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
};

/** A friendly word where a list has nothing, with what to do about it. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={32} />
      </span>
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A note in a tinted box; `warn` and `calm` differ by icon too, not by colour alone. */
export function Note({
  tone = 'calm',
  icon,
  children,
}: {
  readonly tone?: 'calm' | 'warn' | 'good' | 'bad';
  readonly icon?: IconName;
  readonly children: ReactNode;
}) {
  const icons = { calm: 'info', warn: 'alert', good: 'check', bad: 'alert' } as const;
  return (
    <div className={`note note-${tone}`}>
      <Icon name={icon ?? icons[tone]} size={20} />
      <div>{children}</div>
    </div>
  );
}
