// How a person stands to a purpose, in one short word; the words differ, not the colours alone.

import type { Consent } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';
import './consents.css';

/** The word for a state. */
export function ConsentTag({ state }: { readonly state: Consent['state'] }) {
  const { t } = useWords('consents');
  return <span className={`consent-tag consent-tag-${state}`}>{t(`tag_${state}`)}</span>;
}
