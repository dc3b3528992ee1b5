// Where the person is signed in, and how to end it there, or everywhere else at once.

import type { Session } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, refusedWith } from '../../../bank.ts';
import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { sessionsQuery } from '../../../queries.ts';
import { Cell, CellButton, CellLink, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { SkeletonRows } from '../../../ui/states.tsx';
import './security.css';

type Ending = Session | 'others';

/** Devices and sessions. */
export function Devices() {
  const { t } = useWords('security');
  const online = useOnline();
  const sessions = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<Ending>();
  const here = sessions.data?.find(({ current }) => current);
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <Page title={t('devices')} back="/security">
      {sessions.isPending && <SkeletonRows rows={2} />}
      {sessions.isError && sessions.data === undefined && (
        <ErrorBlock error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {here !== undefined && (
        <Group title={t('device_here')}>
          <Cell icon="phone" label={here.device_name} detail={<Since session={here} />} />
        </Group>
      )}
      {others.length > 0 && (
        <Group title={t('device_elsewhere')}>
          {others.map((session) => (
            <CellButton
              key={session.id}
              icon="phone"
              label={session.device_name}
              detail={<Since session={session} />}
              value={<span className="device-end">{t('device_end')}</span>}
              disabled={!online}
              onClick={() => setEnding(session)}
            />
          ))}
          <CellButton
            icon="exit"
            danger
            label={t('device_end_others')}
            disabled={!online}
            onClick={() => setEnding('others')}
          />
        </Group>
      )}
      {others.length > 0 && (
        <Group>
          <CellLink
            to="/security/freeze"
            icon="snow"
            label={t('device_unknown')}
            detail={t('device_unknown_why')}
          />
        </Group>
      )}
      <p className="soft small">{t('devices_why')}</p>
      <EndSheet ending={ending} onClose={() => setEnding(undefined)} />
    </Page>
  );
}

function Since({ session }: { readonly session: Session }) {
  const { t } = useWords('security');
  const { language } = usePreferences();
  return (
    <span className="num">
      {t('device_since', { when: momentText(session.created_at, language, 'short') })}
      {' · '}
      {t('device_seen', { when: momentText(session.last_seen_at, language, 'short') })}
    </span>
  );
}

type EndProps = { readonly ending: Ending | undefined; readonly onClose: () => void };

function EndSheet({ ending, onClose }: EndProps) {
  const { t } = useWords('security');
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: async (which: Ending) => {
      if (which === 'others') return bank.endOtherSessions();
      // One that has ended by itself meanwhile is what was wanted.
      await bank.endSession({ params: { session_id: which.id } }).catch((error: unknown) => {
        if (!refusedWith(error, 'parties.session_not_found')) throw error;
      });
    },
    onSuccess: () => {
      notify({ text: t('device_ended'), icon: 'check' });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  const all = ending === 'others';
  return (
    <Sheet
      open={ending !== undefined}
      title={t(all ? 'device_end_others_question' : 'device_end_question')}
      onClose={onClose}
      locked={end.isPending}
    >
      <p className="soft">{t('device_end_why')}</p>
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
        {t('device_end')}
      </Button>
    </Sheet>
  );
}
