// The four tabs at the foot of the screen.

import { createLink, Outlet } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

import { useWords } from '../../i18n/words.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import './tab-bar.css';

/** The screen of a tab with the bar beneath. */
export function Tabs() {
  const { t } = useWords('shell');
  return (
    <div className="tabs">
      <Outlet />
      <nav className="tab-bar" aria-label={t('tabs')}>
        <TabLink to="/chats" icon="chats" text={t('tab_chats')} />
        <TabLink to="/wallet" icon="wallet" text={t('tab_wallet')} />
        <TabLink to="/discover" icon="discover" text={t('tab_discover')} />
        <TabLink to="/me" icon="me" text={t('tab_me')} />
      </nav>
    </div>
  );
}

type TabProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly icon: IconName;
  readonly text: string;
  readonly ref?: Ref<HTMLAnchorElement>;
};

function TabAnchor({ icon, text, ref, ...anchor }: TabProps) {
  return (
    <a {...anchor} ref={ref} className="tab">
      <span className="tab-pill">
        <Icon name={icon} size={24} />
      </span>
      <span>{text}</span>
    </a>
  );
}

const TabLink = createLink(TabAnchor);
