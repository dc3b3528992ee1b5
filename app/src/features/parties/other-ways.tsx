// For whoever cannot or does not want to show face or voice to a machine: people of the bank look
// instead, or it waits for another day.

import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { CellButton, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { Instead } from '../biometrics/ports.ts';
import { useGoOn, useSkip } from './joining.ts';

/** The button beside a check, and the sheet that it opens. */
export function useOtherWays(kind: 'face' | 'voice'): {
  readonly instead: Instead;
  readonly sheet: ReactNode;
} {
  const { t } = useWords('parties');
  const [open, setOpen] = useState(false);
  const goOn = useGoOn();
  const skip = useSkip(kind);
  const review = useMutation({
    mutationFn: () => bank.askForReview({ body: { kind } }),
    onSuccess: goOn,
  });
  const busy = skip.isPending || review.isPending;
  const error = review.error ?? skip.error;
  return {
    instead: { text: t('other_ways'), onClick: () => setOpen(true) },
    sheet: (
      <Sheet open={open} title={t('other_ways')} onClose={() => setOpen(false)} locked={busy}>
        <p className="soft">{t(`other_ways_${kind}`)}</p>
        <Group>
          <CellButton
            icon="people"
            label={t('review_instead')}
            detail={t('review_instead_why')}
            disabled={busy}
            onClick={() => review.mutate()}
          />
          <CellButton
            icon="clock"
            label={t('later')}
            detail={t(`later_${kind}`)}
            disabled={busy}
            onClick={() => skip.mutate()}
          />
        </Group>
        {error !== null && <ErrorBlock error={error} />}
      </Sheet>
    ),
  };
}
