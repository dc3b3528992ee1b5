// Freezing: one tap to be asked, one to do it. No PIN, because whoever is being robbed has no time.

import type { Me } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { meQuery, sessionsQuery } from '../../../queries.ts';
import { CellButton, CellLink } from '../../../ui/cell.tsx';
import { Chips } from '../../../ui/chips.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { frozenSince } from './queries.ts';
import './security.css';

export type FreezeReason = 'lost_device' | 'not_me' | 'other';

const REASONS: readonly FreezeReason[] = ['other', 'lost_device', 'not_me'];

const EFFECTS = [
  ['close', 'freeze_out'],
  ['exit', 'freeze_others'],
  ['check', 'freeze_in'],
] as const satisfies readonly (readonly [IconName, string])[];

/** What freezing does, in three lines. */
export function FreezeEffects() {
  const { t } = useWords('security');
  return (
    <ul className="effects">
      {EFFECTS.map(([icon, key]) => (
        <li key={key}>
          <span className="effects-icon">
            <Icon name={icon} size={20} />
          </span>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}

type SheetProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Something has happened that was not the person. */
  readonly alarm?: boolean;
};

/** The one question before everything stops. */
export function FreezeSheet({ open, onClose, alarm = false }: SheetProps) {
  const { t } = useWords('security');
  const online = useOnline();
  const [reason, setReason] = useState<FreezeReason>(alarm ? 'not_me' : 'other');
  const freeze = useFreeze(onClose);
  return (
    <Sheet open={open} title={t('freeze_question')} onClose={onClose} locked={freeze.isPending}>
      <FreezeEffects />
      {!alarm && (
        <Chips<FreezeReason>
          label={t('freeze_reason')}
          value={reason}
          onChoose={setReason}
          options={REASONS.map((value) => ({ value, text: t(`freeze_${value}`) }))}
        />
      )}
      {freeze.isError && <ErrorBlock error={freeze.error} />}
      {!online && <p className="soft small">{t('freeze_offline')}</p>}
      <Button
        block
        size="large"
        color="danger"
        disabled={!online}
        loading={freeze.isPending}
        onClick={() => freeze.mutate(reason)}
      >
        {t('freeze_now')}
      </Button>
      <p className="soft small">{t('freeze_undo')}</p>
    </Sheet>
  );
}

function useFreeze(onDone: () => void) {
  const { t } = useWords('security');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: FreezeReason) => bank.freezeEverything({ body: { reason } }),
    onSuccess: (me: Me) => {
      queries.setQueryData(meQuery.queryKey, me);
      notify({ text: t('frozen_now'), icon: 'snow' });
      onDone();
      return queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
}

/** The row on Me: a freeze in two taps, and the way back while it is frozen. */
export function FreezeRow() {
  const { t } = useWords('security');
  const me = useQuery(meQuery).data;
  const [asking, setAsking] = useState(false);
  if (frozenSince(me) !== undefined) {
    return (
      <CellLink
        to="/security/freeze"
        icon="snow"
        label={t('unfreeze')}
        detail={t('unfreeze_row')}
      />
    );
  }
  return (
    <>
      <CellButton
        icon="snow"
        label={t('freeze')}
        detail={t('freeze_row')}
        onClick={() => setAsking(true)}
      />
      <FreezeSheet open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** A band over a screen of money while the account is frozen. */
export function FrozenBand() {
  const { t } = useWords('security');
  const me = useQuery(meQuery).data;
  if (frozenSince(me) === undefined) return null;
  return (
    <div className="frozen-band">
      <CellLink
        to="/security/freeze"
        icon="snow"
        label={t('is_frozen')}
        detail={t('frozen_band_why')}
      />
    </div>
  );
}
