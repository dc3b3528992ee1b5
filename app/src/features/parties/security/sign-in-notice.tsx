// Says at once that somebody has signed in elsewhere, on whatever screen the person is; the word
// stays until it is taken away, because it may be a thief.

import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import { useWords } from '../../../i18n/words.ts';
import { notify } from '../../../ui/snackbar.tsx';
import { noticesQuery } from './queries.ts';

/** Watches the notices; what was there when the app opened is no news. */
export function SignInNotice() {
  const { t } = useWords('security');
  const router = useRouter();
  const { data, isFetchedAfterMount } = useQuery(noticesQuery);
  const seen = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (data === undefined || !isFetchedAfterMount) return;
    const fresh =
      seen.current &&
      data.items.find(({ id, kind }) => kind === 'signed_in' && seen.current?.has(id) === false);
    seen.current = new Set(data.items.map(({ id }) => id));
    if (fresh === undefined) return;
    notify({
      text: t('notice_news', { device: fresh.device_name ?? '' }),
      icon: 'bell',
      lasting: true,
      action: {
        text: t('notice_look'),
        run: () => void router.navigate({ to: '/security/notices' }),
      },
    });
  }, [data, isFetchedAfterMount, router, t]);
  return null;
}
