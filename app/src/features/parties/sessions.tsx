// Where the person is signed in, and how to end it there.

import type { Session } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { sessionsQuery } from '../../queries.ts';
import { Cell, CellButton, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { SkeletonRows } from '../../ui/states.tsx';

type Ending = Session | 'others';

/** Devices and sessions. */
export function Sessions() {
  const { t } = useWords('parties');
  const { language } = usePreferences();
  const sessions = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<Ending>();
  const seen = ({ last_seen_at: at }: Session): string =>
    t('session_seen', { when: momentText(at, language, 'short') });
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <Page title={t('sessions_title')} back="/me">
      {sessions.isPending && <SkeletonRows rows={2} />}
      {sessions.isError && (
        <ErrorBlock error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      <Group title={t('session_here')}>
        {sessions.data
          ?.filter(({ current }) => current)
          .map((session) => (
            <Cell
              key={session.id}
              icon="phone"
              label={session.device_name}
              detail={seen(session)}
            />
          ))}
      </Group>
      {others.length > 0 && (
        <Group title={t('session_elsewhere')}>
          {others.map((session) => (
            <CellButton
              key={session.id}
              icon="phone"
              label={session.device_name}
              detail={seen(session)}
              value={t('session_end')}
              onClick={() => setEnding(session)}
            />
          ))}
          <CellButton
            icon="exit"
            danger
            label={t('session_end_others')}
            onClick={() => setEnding('others')}
          />
        </Group>
      )}
      <p className="soft small">{t('sessions_why')}</p>
      <EndSheet ending={ending} onClose={() => setEnding(undefined)} />
    </Page>
  );
}

type EndProps = { readonly ending: Ending | undefined; readonly onClose: () => void };

function EndSheet({ ending, onClose }: EndProps) {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (which: Ending) =>
      which === 'others'
        ? bank.endOtherSessions()
        : bank.endSession({ params: { session_id: which.id } }),
    onSuccess: () => {
      notify({ text: t('session_ended_there'), icon: 'check' });
      onClose();
      return queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  return (
    <Sheet open={ending !== undefined} title={t('session_end_question')} onClose={onClose}>
      <p className="soft">{t('session_end_why')}</p>
      {end.isError && <ErrorBlock error={end.error} />}
      <Button
        block
        size="large"
        color="danger"
        loading={end.isPending}
        onClick={() => {
          if (ending !== undefined) end.mutate(ending);
        }}
      >
        {t('session_end')}
      </Button>
    </Sheet>
  );
}
