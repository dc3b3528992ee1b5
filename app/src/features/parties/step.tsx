// What the steps of becoming a customer share: how far one is, and the sentence that leads in.

import type { ReactNode } from 'react';

import { useWords } from '../../i18n/words.ts';
import './step.css';

const STEPS_IN_ALL = 4;

/** How far along: a bar and its words. */
export function Progress({ step }: { readonly step: 1 | 2 | 3 | 4 }) {
  const { t } = useWords('parties');
  return (
    <div className="progress">
      <p className="soft small">{t('step_of', { step, of: STEPS_IN_ALL })}</p>
      <div className="progress-bar" aria-hidden="true">
        {Array.from({ length: STEPS_IN_ALL }, (_, index) => (
          <span key={index} className={index < step ? 'progress-done' : ''} />
        ))}
      </div>
    </div>
  );
}

/** The sentence under a title. */
export function Lead({ children }: { readonly children: ReactNode }) {
  return <p className="lead">{children}</p>;
}
