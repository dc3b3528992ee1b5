// Taking a consent back: what it means, then one tap. No PIN, because it must be as easy as giving
// it was (PIPL art. 15).

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import type { Purpose } from './queries.ts';
import './consents.css';

const CONSEQUENCES = {
  biometrics_face: [
    ['trash', 'ends_face'],
    ['key', 'ends_face_instead'],
    ['refresh', 'ends_again'],
  ],
  biometrics_voice: [
    ['trash', 'ends_voice'],
    ['key', 'ends_voice_instead'],
    ['refresh', 'ends_again'],
  ],
  credit_data: [
    ['close', 'ends_credit'],
    ['wallet', 'ends_nothing_else'],
  ],
  marketing: [
    ['close', 'ends_marketing'],
    ['wallet', 'ends_nothing_else'],
  ],
} as const satisfies Partial<Record<Purpose, readonly (readonly [IconName, string])[]>>;

type Props = { readonly purpose: Purpose | undefined; readonly onClose: () => void };

/** The sheet; open while there is a purpose. */
export function WithdrawSheet({ purpose, onClose }: Props) {
  const { t } = useWords('consents');
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (which: Purpose) => bank.withdrawConsent({ params: { purpose: which } }),
    onSuccess: () => {
      notify({ text: t('withdrawn_done'), icon: 'check' });
      onClose();
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['consents'] });
      await queries.invalidateQueries({ queryKey: ['biometrics'] });
    },
  });
  const consequences =
    purpose !== undefined && purpose in CONSEQUENCES
      ? CONSEQUENCES[purpose as keyof typeof CONSEQUENCES]
      : [];
  return (
    <Sheet
      open={purpose !== undefined}
      title={t('withdraw_question')}
      onClose={onClose}
      locked={withdraw.isPending}
    >
      <ul className="consequences">
        {consequences.map(([icon, key]) => (
          <li key={key}>
            <Icon name={icon} size={20} />
            <span>{t(key)}</span>
          </li>
        ))}
      </ul>
      {withdraw.isError && <ErrorBlock error={withdraw.error} />}
      <Button
        block
        size="large"
        color="danger"
        loading={withdraw.isPending}
        onClick={() => {
          if (purpose !== undefined) withdraw.mutate(purpose);
        }}
      >
        {t('withdraw')}
      </Button>
      <Button block size="large" disabled={withdraw.isPending} onClick={onClose}>
        {t('keep_it')}
      </Button>
    </Sheet>
  );
}
