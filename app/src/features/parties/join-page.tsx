// The frame of every step of becoming a customer: how far one is, and leaving without losing
// anything.

import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState, type ReactNode } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { leave } from '../shell/leave.ts';
import type { JoinPart } from './joining.ts';
import { Progress } from './step.tsx';

type Props = {
  readonly title: string;
  readonly part: JoinPart;
  readonly children: ReactNode;
};

/** A step's screen. */
export function JoinPage({ title, part, children }: Props) {
  const { t } = useWords('parties');
  const [leaving, setLeaving] = useState(false);
  const open = (
    <button
      type="button"
      className="bare page-back"
      aria-label={t('join_leave')}
      onClick={() => setLeaving(true)}
    >
      <Icon name="close" />
    </button>
  );
  return (
    <Page title={title} action={open}>
      <Progress part={part} />
      {children}
      <LeaveSheet open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}

type LeaveProps = { readonly open: boolean; readonly onClose: () => void };

function LeaveSheet({ open, onClose }: LeaveProps) {
  const { t } = useWords('parties');
  const router = useRouter();
  const signOut = useMutation({
    mutationFn: () => bank.signOut(),
    onSuccess: () => leave(router),
  });
  return (
    <Sheet open={open} title={t('join_leave')} onClose={onClose} locked={signOut.isPending}>
      <p className="soft">{t('join_leave_why')}</p>
      {signOut.isError && <ErrorBlock error={signOut.error} />}
      <Button block size="large" color="primary" onClick={onClose}>
        {t('join_stay')}
      </Button>
      <Button
        block
        size="large"
        fill="none"
        color="primary"
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('join_leave_now')}
      </Button>
    </Sheet>
  );
}
