// Closing the account: what is deleted, what the law keeps and until when, and what stands in the
// way, all before the PIN is asked for.

import type { ClosingPreview } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { forgetReads } from '../../query-client.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { farewell } from './farewell-state.ts';
import { Remains } from './remains.tsx';
import { closingQuery } from './queries.ts';

/** The screen that leads out. */
export function Leave() {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const preview = useQuery(closingQuery(language));
  return (
    <Page
      title={t('leave')}
      back="/privacy"
      foot={preview.data && <CloseButton preview={preview.data} />}
    >
      <p className="soft">{t('leave_lead')}</p>
      {preview.isPending && <SkeletonRows rows={5} />}
      {preview.isError && (
        <ErrorBlock error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {preview.data && (
        <>
          <Obstacles obstacles={preview.data.obstacles} />
          <Remains deleted={preview.data.deletes} kept={preview.data.keeps} ahead />
        </>
      )}
    </Page>
  );
}

/** Where each obstacle is removed. */
const WAYS = {
  'deposits.balance_left': ['/withdraw', 'withdraw', 'leave_withdraw'],
  'deposits.money_held': ['/bills', 'bills', 'leave_see_orders'],
  'payments.orders_open': ['/bills', 'bills', 'leave_see_orders'],
} as const;

function Obstacles({ obstacles }: Pick<ClosingPreview, 'obstacles'>) {
  const { t } = useWords('consents');
  if (obstacles.length === 0) return <Note tone="good">{t('leave_clear')}</Note>;
  return (
    <section className="stack" aria-label={t('leave_first')}>
      <Note tone="warn">
        <strong>{t('leave_first')}</strong>
        <ul className="obstacles">
          {obstacles.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      </Note>
      <Group>
        {[...new Set(obstacles.flatMap(({ code }) => (code in WAYS ? [code] : [])))]
          .map((code) => WAYS[code as keyof typeof WAYS])
          .filter(([to], at, all) => all.findIndex(([other]) => other === to) === at)
          .map(([to, icon, label]) => (
            <CellLink key={to} to={to} icon={icon} label={t(label)} />
          ))}
      </Group>
    </section>
  );
}

function CloseButton({ preview }: { readonly preview: ClosingPreview }) {
  const { t } = useWords('consents');
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  const close = useClose();
  return (
    <>
      <Button
        block
        size="large"
        color="danger"
        disabled={!online || preview.obstacles.length > 0}
        onClick={() => setAsking(true)}
      >
        {t('leave')}
      </Button>
      <PinSheet
        open={asking}
        title={t('leave_question')}
        onProof={(proof) => close.mutateAsync(proof)}
        onClose={() => setAsking(false)}
      >
        <Note tone="warn">{t('leave_for_good')}</Note>
      </PinSheet>
    </>
  );
}

function useClose() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { language } = usePreferences();
  return useMutation({
    mutationFn: (proof: string) => bank.closeMyAccount({ proof }),
    onSuccess: async (closed) => {
      sessionStorage.clear();
      farewell.set(closed);
      await navigate({ to: '/goodbye', replace: true });
      forgetReads(queries);
    },
    // Money may have come in since the screen was drawn.
    onError: () => queries.invalidateQueries({ queryKey: closingQuery(language).queryKey }),
  });
}
