// What surrounds every screen, and what stands in for a screen that cannot be shown.

import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';

import { signedOut } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { useStore } from '../../store.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { OfflineBanner } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { notify, Snackbar } from '../../ui/snackbar.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { useAppConfig } from './app-config.ts';
import { leave } from './leave.ts';

const SandboxHandle = lazy(async () => ({
  default: (await import('./sandbox/handle.tsx')).SandboxHandle,
}));

/** The frame: banner, screen, messages, and in a sandbox its handle. */
export function Root() {
  const { sandbox } = useAppConfig();
  useEndOfSession();
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <Snackbar />
      {sandbox && (
        <Suspense>
          <SandboxHandle />
        </Suspense>
      )}
    </>
  );
}

/** Leads to the door when the bank has ended the session. */
function useEndOfSession(): void {
  const { t } = useWords('shell');
  const router = useRouter();
  const times = useStore(signedOut);
  useEffect(() => {
    if (times === 0) return;
    // Whoever was not looking must still find out why the screen changed.
    const action = { text: t('session_ended_seen') };
    notify({ text: t('session_ended'), icon: 'lock', action, lasting: true });
    void leave(router);
  }, [times, router, t]);
}

/** While a screen is on its way. */
export function Pending() {
  return <SkeletonRows rows={5} />;
}

/** In place of a screen that broke. */
export function Failed({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const { t } = useWords('shell');
  const router = useRouter();
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('failed_title')}>
      <ErrorBlock error={error} onRetry={again} />
    </Page>
  );
}

/** In place of a screen that does not exist. */
export function NotFound() {
  const { t } = useWords('shell');
  return (
    <Page title={t('not_found_title')}>
      <Empty icon="discover" title={t('not_found')} />
      <Group>
        <CellLink to="/" icon="wallet" label={t('to_wallet')} />
      </Group>
    </Page>
  );
}
