// The four things one does with money.

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

import { useWords } from '../../i18n/words.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';

/** Top up, withdraw, transfer, bills; those that move money rest while there is no network. */
export function WalletActions() {
  const { t } = useWords('payments');
  const online = useOnline();
  const resting = { resting: !online };
  return (
    <div className="actions">
      <div className="actions-row">
        <Action to="/top-up" icon="top-up" text={t('top_up')} {...resting} />
        <Action to="/withdraw" icon="withdraw" text={t('withdraw')} {...resting} />
        <Action to="/transfer" icon="transfer" text={t('transfer')} {...resting} />
        <Action to="/bills" icon="bills" text={t('bills')} />
      </div>
      <OfflineReason />
    </div>
  );
}

type ActionProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly icon: IconName;
  readonly text: string;
  readonly resting?: boolean;
  readonly ref?: Ref<HTMLAnchorElement>;
};

function ActionAnchor({ icon, text, resting = false, ref, ...anchor }: ActionProps) {
  const content = (
    <>
      <span className="action-icon">
        <Icon name={icon} size={26} />
      </span>
      <span>{text}</span>
    </>
  );
  if (resting) {
    return (
      <button type="button" disabled className="bare action action-resting">
        {content}
      </button>
    );
  }
  return (
    <a {...anchor} ref={ref} className="action">
      {content}
    </a>
  );
}

const Action = createLink(ActionAnchor);
