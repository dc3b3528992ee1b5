// Receipts of consents: every yes and every taking back, each a file with the words it is about.

import type { ConsentReceipt } from '@sycee/sdk';
import { useMutation, useQuery } from '@tanstack/react-query';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { saveFile } from '../../save-file.ts';
import { CellButton, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { purposesQuery, receiptsQuery, type Purpose } from './queries.ts';

/** The screen of all receipts. */
export function ReceiptsScreen() {
  const { t } = useWords('consents');
  const receipts = useQuery(receiptsQuery);
  return (
    <Page title={t('receipts')} back="/privacy">
      <p className="soft">{t('receipts_lead')}</p>
      {receipts.data?.length === 0 && (
        <Empty icon="bills" title={t('no_receipts')}>
          <p>{t('no_receipts_why')}</p>
        </Empty>
      )}
      <Receipts />
    </Page>
  );
}

type Props = { readonly purpose?: Purpose; readonly title?: string };

/** The receipts of one purpose, or of all; nothing while there are none. */
export function Receipts({ purpose, title }: Props) {
  const receipts = useQuery(receiptsQuery);
  const save = useMutation({
    mutationFn: async ({ id, purpose: what }: ConsentReceipt) => {
      const file = await bank.downloadConsentReceipt({ params: { receipt_id: id } });
      saveFile(file, `sycee-consent-${what.replaceAll('_', '-')}-${id}.json`);
    },
    onSuccess: () => notify({ text: t('receipt_saved'), icon: 'check' }),
  });
  const { t } = useWords('consents');
  const shown = receipts.data?.filter((one) => purpose === undefined || one.purpose === purpose);
  if (receipts.isError && shown === undefined) {
    return <ErrorBlock error={receipts.error} onRetry={() => void receipts.refetch()} />;
  }
  if (shown === undefined) return <SkeletonRows rows={2} />;
  if (shown.length === 0) return null;
  return (
    <>
      {save.isError && <ErrorBlock error={save.error} />}
      <Group title={title}>
        {shown.map((receipt) => (
          <ReceiptRow
            key={receipt.id}
            receipt={receipt}
            named={purpose === undefined}
            onSave={() => save.mutate(receipt)}
          />
        ))}
      </Group>
    </>
  );
}

type RowProps = {
  readonly receipt: ConsentReceipt;
  readonly named: boolean;
  readonly onSave: () => void;
};

function ReceiptRow({ receipt, named, onSave }: RowProps) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const online = useOnline();
  const title = useQuery(purposesQuery(language)).data?.find(
    ({ purpose }) => purpose === receipt.purpose,
  )?.title;
  const decision = t(`decision_${receipt.decision}`);
  const when = momentText(receipt.decided_at, language);
  const version = t('version', { version: receipt.version });
  return (
    <CellButton
      icon={receipt.decision === 'given' ? 'check' : 'undo'}
      label={named && title !== undefined ? title : decision}
      detail={
        <span className="num">
          {named ? `${decision} · ${when}` : when} · {version}
        </span>
      }
      value={
        <span className="receipt-save">
          <Icon name="top-up" size={20} />
          <span className="visually-hidden">{t('save_receipt')}</span>
        </span>
      }
      disabled={!online}
      onClick={onSave}
    />
  );
}
