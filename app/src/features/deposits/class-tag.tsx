// The class of an account as a small tag; whether it is limited just now is said in words, too.

import type { Account } from '@sycee/sdk';

import { useWords } from '../../i18n/words.ts';
import './accounts.css';

/** The tags of an account. */
export function ClassTag({ account }: { readonly account: Account }) {
  const { t } = useWords('deposits');
  return (
    <span className="account-tags">
      {account.is_main && <span className="account-tag account-tag-main">{t('main_tag')}</span>}
      <span className="account-tag">{t(`class_${account.class}`)}</span>
      {account.limited && (
        <span className="account-tag account-tag-limited">{t('limited_tag')}</span>
      )}
    </span>
  );
}
