// What the steps of becoming a customer share: how far one is, and the sentence that leads in.

import type { ReactNode } from 'react';

import { useWords } from '../../i18n/words.ts';
import { JOIN_PARTS, type JoinPart } from './joining.ts';
import './step.css';

/** How far along: a bar and its words. */
export function Progress({ part }: { readonly part: JoinPart }) {
  const { t } = useWords('parties');
  const step = JOIN_PARTS.indexOf(part) + 1;
  return (
    <div className="progress">
      <p className="soft small">{t('step_of', { step, of: JOIN_PARTS.length })}</p>
      <div className="progress-bar" aria-hidden="true">
        {JOIN_PARTS.map((one, place) => (
          <span key={one} className={place < step ? 'progress-done' : ''} />
        ))}
      </div>
    </div>
  );
}

/** The sentence under a title. */
export function Lead({ children }: { readonly children: ReactNode }) {
  return <p className="lead">{children}</p>;
}
