// What has happened to the account, newest first. Whatever a thief would do first offers at once
// the way to stop it.

import type { Notice } from '@sycee/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useEffect, useState } from 'react';

import { bank } from '../../../bank.ts';
import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { meQuery } from '../../../queries.ts';
import { Cell, CellButton, CellLink, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Page } from '../../../ui/page.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { Empty, SkeletonRows } from '../../../ui/states.tsx';
import { FreezeSheet } from './freeze-parts.tsx';
import { isAlarm, noticeLook } from './notice-look.ts';
import { frozenSince, noticesQuery } from './queries.ts';
import './security.css';

/** The screen of notices. */
export function Notices() {
  const { t } = useWords('security');
  const notices = useQuery(noticesQuery);
  const [open, setOpen] = useState<Notice>();
  const [alarm, setAlarm] = useState(false);
  useRead(notices.data?.unread ?? 0);
  return (
    <Page title={t('notices')} back="/security">
      {notices.isPending && <SkeletonRows rows={4} />}
      {notices.isError && notices.data === undefined && (
        <ErrorBlock error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {notices.data?.items.length === 0 && (
        <Empty icon="bell" title={t('notices_none')}>
          <p>{t('notices_none_why')}</p>
        </Empty>
      )}
      {notices.data !== undefined && notices.data.items.length > 0 && (
        <Group>
          {notices.data.items.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} onOpen={() => setOpen(notice)} />
          ))}
        </Group>
      )}
      <NoticeSheet
        notice={open}
        onClose={() => setOpen(undefined)}
        onAlarm={() => {
          setAlarm(true);
          setOpen(undefined);
        }}
      />
      {alarm && <FreezeSheet open alarm onClose={() => setAlarm(false)} />}
    </Page>
  );
}

type RowProps = { readonly notice: Notice; readonly onOpen: () => void };

function NoticeRow({ notice, onOpen }: RowProps) {
  const { t } = useWords('security');
  const { language } = usePreferences();
  const when = momentText(notice.at, language, 'short');
  return (
    <CellButton
      icon={noticeLook(notice.kind)}
      label={
        <>
          {!notice.read && (
            <>
              <span className="notice-new" aria-hidden="true" />
              <span className="visually-hidden">{t('notice_unread')}</span>
            </>
          )}
          {t(`notice_${notice.kind}`)}
        </>
      }
      detail={
        <span className="num">
          {notice.device_name === null ? when : `${notice.device_name} · ${when}`}
        </span>
      }
      onClick={onOpen}
    />
  );
}

type SheetProps = {
  readonly notice: Notice | undefined;
  readonly onClose: () => void;
  readonly onAlarm: () => void;
};

function NoticeSheet({ notice, onClose, onAlarm }: SheetProps) {
  const { t } = useWords('security');
  const { language } = usePreferences();
  const me = useQuery(meQuery).data;
  if (notice === undefined) return null;
  const offersFreeze = isAlarm(notice.kind) && frozenSince(me) === undefined;
  return (
    <Sheet open title={t(`notice_${notice.kind}`)} onClose={onClose}>
      <Group>
        <Cell
          label={t('notice_when')}
          value={<span className="num">{momentText(notice.at, language, 'exact')}</span>}
        />
        {notice.device_name !== null && (
          <Cell label={t('notice_device')} value={notice.device_name} />
        )}
        {notice.kind === 'signed_in' && (
          <CellLink to="/security/devices" icon="phone" label={t('devices')} />
        )}
      </Group>
      {offersFreeze && (
        <>
          <p className="soft">{t('notice_alarm_why')}</p>
          <Button block size="large" color="danger" onClick={onAlarm}>
            {t('notice_not_me')}
          </Button>
        </>
      )}
      <Button block size="large" onClick={onClose}>
        {t(offersFreeze ? 'notice_was_me' : 'close_it')}
      </Button>
    </Sheet>
  );
}

/** What was shown counts as read, once the person has left the screen. */
function useRead(unread: number): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (unread === 0) return;
    return () => {
      void bank
        .readNotices({ body: {} })
        .then(() => queries.invalidateQueries({ queryKey: noticesQuery.queryKey }))
        .catch(() => undefined);
    };
  }, [unread, queries]);
}
