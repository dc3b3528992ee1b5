// The privacy centre: what the person agreed to, what the bank keeps of them, and what they can
// have done with it. Every row says its state, so that nothing has to be opened to be known.

import type { Consent, ConsentPurpose } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';

import { dayText, bankDayOf } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ConsentTag } from './consent-tag.tsx';
import { PURPOSE_ICONS } from './purpose-icon.ts';
import { consentFor, consentsQuery, purposesQuery } from './queries.ts';
import './consents.css';

/** The privacy centre. */
export function Privacy() {
  const { t } = useWords('consents');
  return (
    <Page title={t('privacy')} back="/me">
      <section className="privacy-head">
        <span className="privacy-mark">
          <Icon name="shield" size={28} />
        </span>
        <div>
          <h2>{t('privacy_head')}</h2>
          <p>{t('privacy_lead')}</p>
        </div>
      </section>
      <Purposes />
      <Group title={t('kept_of_you')}>
        <CellLink
          to="/privacy/biometrics"
          icon="face"
          label={t('biometrics')}
          detail={t('biometrics_row')}
        />
        <CellLink to="/privacy/name" icon="pen" label={t('name')} detail={t('name_row')} />
        <CellLink to="/privacy/export" icon="top-up" label={t('export')} detail={t('export_row')} />
      </Group>
      <Group>
        <CellLink to="/privacy/leave" icon="exit" label={t('leave')} detail={t('leave_row')} />
      </Group>
    </Page>
  );
}

function Purposes() {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const purposes = useQuery(purposesQuery(language));
  const consents = useQuery(consentsQuery);
  const error = purposes.error ?? consents.error;
  const again = (): void => {
    void purposes.refetch();
    void consents.refetch();
  };
  if (error !== null && (purposes.data ?? consents.data) === undefined) {
    return <ErrorBlock error={error} onRetry={again} />;
  }
  if (purposes.data === undefined || consents.data === undefined) return <SkeletonRows rows={4} />;
  return (
    <Group title={t('agreed_to')}>
      {purposes.data.map((purpose) => (
        <PurposeRow
          key={purpose.purpose}
          purpose={purpose}
          consent={consentFor(consents.data, purpose.purpose)}
        />
      ))}
      <CellLink to="/privacy/receipts" icon="bills" label={t('receipts')} />
    </Group>
  );
}

type RowProps = { readonly purpose: ConsentPurpose; readonly consent: Consent | undefined };

function PurposeRow({ purpose, consent }: RowProps) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const state = consent?.state ?? 'never_given';
  const at = consent?.last?.decided_at;
  const day = at === undefined ? '' : dayText(bankDayOf(at), language);
  return (
    <CellLink
      to="/privacy/consents/$purpose"
      params={{ purpose: purpose.purpose }}
      icon={PURPOSE_ICONS[purpose.purpose]}
      label={purpose.title}
      detail={t(`since_${state}`, { day })}
      value={<ConsentTag state={state} />}
    />
  );
}
