// Whether there is a network, and what the app says and withholds when there is none.

import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

import { momentText } from '../dates.ts';
import { useWords } from '../i18n/words.ts';
import { connection } from '../live.ts';
import { usePreferences } from '../preferences.ts';
import { useStore } from '../store.ts';
import { Icon } from './icons.tsx';
import './online.css';

/** Whether requests have a chance; buttons that move money ask this first. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
}

/** A banner over every screen while the bank cannot be heard. */
export function OfflineBanner() {
  const { t } = useWords('ui');
  const online = useOnline();
  const lost = useStore(connection) === 'lost';
  if (online && !lost) return <output />;
  return (
    <output className="offline-banner">
      <Icon name={online ? 'refresh' : 'offline'} size={18} />
      <span>{t(online ? 'reconnecting' : 'offline')}</span>
    </output>
  );
}

/** Since when the figures on the screen hold, while newer ones cannot be had. */
export function StaleStamp({ at }: { readonly at: string | undefined }) {
  const { t } = useWords('ui');
  const { language } = usePreferences();
  const online = useOnline();
  if (online || at === undefined) return null;
  return <p className="stale-stamp">{t('as_of', { when: momentText(at, language, 'short') })}</p>;
}

/** Why a money button rests, beneath it. */
export function OfflineReason() {
  const { t } = useWords('ui');
  return useOnline() ? null : <p className="offline-reason">{t('offline_no_money')}</p>;
}
