// One purpose: its words, how the person stands to it, and the way to change that. What taking it
// back means is said before it is done.

import type { Consent as ConsentState, ConsentPurpose } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { ConsentWords } from './consent-words.tsx';
import { consentFor, consentsQuery, purposesQuery } from './queries.ts';
import { Receipts } from './receipts.tsx';
import { WithdrawSheet } from './withdraw-sheet.tsx';
import './consents.css';

const route = getRouteApi('/member/privacy/consents/$purpose');

/** The screen of a purpose. */
export function ConsentScreen() {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const name = route.useParams().purpose;
  const purposes = useQuery(purposesQuery(language));
  const consents = useQuery(consentsQuery);
  const purpose = purposes.data?.find((one) => one.purpose === name);
  const consent = purpose && consentFor(consents.data, purpose.purpose);
  const error = purposes.error ?? consents.error;
  if (purpose !== undefined && consent !== undefined) {
    return <Purpose purpose={purpose} consent={consent} />;
  }
  return (
    <Page title={t('privacy')} back="/privacy">
      {error !== null && <ErrorBlock error={error} onRetry={() => void consents.refetch()} />}
      {error === null && purposes.data !== undefined && purpose === undefined && (
        <Note>{t('no_such_purpose')}</Note>
      )}
      {error === null && (purposes.isPending || consents.isPending) && <SkeletonRows rows={4} />}
    </Page>
  );
}

type Props = { readonly purpose: ConsentPurpose; readonly consent: ConsentState };

function Purpose({ purpose, consent }: Props) {
  const { t } = useWords('consents');
  return (
    <Page
      title={purpose.title}
      back="/privacy"
      foot={<Decision purpose={purpose} consent={consent} />}
    >
      <Standing purpose={purpose} consent={consent} />
      <ConsentWords purpose={purpose} />
      <p className="consent-print">
        {t('version', { version: purpose.version })}
        {' · '}
        <span className="num">{t('fingerprint', { start: purpose.text_hash.slice(0, 12) })}</span>
      </p>
      {purpose.is_base_of_account && (
        <Group>
          <CellLink to="/privacy/leave" icon="exit" label={t('leave')} detail={t('base_why')} />
        </Group>
      )}
      <Receipts purpose={purpose.purpose} title={t('receipts_of')} />
    </Page>
  );
}

function Standing({ purpose, consent }: Props) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const when = consent.last === null ? '' : momentText(consent.last.decided_at, language);
  if (consent.state === 'outdated') return <Note tone="warn">{t('standing_outdated')}</Note>;
  if (consent.state === 'given') return <Note tone="good">{t('standing_given', { when })}</Note>;
  const untouched = consent.state === 'never_given';
  return (
    <Note>
      {untouched ? t('standing_never_given') : t('standing_withdrawn', { when })}
      {purpose.is_sensitive && ` ${t('standing_separate')}`}
    </Note>
  );
}

function Decision({ purpose, consent }: Props) {
  const { t } = useWords('consents');
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  const give = useGive(purpose, consent);
  if (consent.state === 'given') {
    if (purpose.is_base_of_account) return null;
    return (
      <>
        <Button block size="large" disabled={!online} onClick={() => setAsking(true)}>
          {t('withdraw')}
        </Button>
        <WithdrawSheet
          purpose={asking ? purpose.purpose : undefined}
          onClose={() => setAsking(false)}
        />
      </>
    );
  }
  return (
    <div className="stack">
      {give.isError && <ErrorBlock error={give.error} />}
      <Button
        block
        size="large"
        color="primary"
        disabled={!online}
        loading={give.isPending}
        onClick={() => give.mutate()}
      >
        {t(consent.state === 'outdated' ? 'agree_again' : 'agree')}
      </Button>
    </div>
  );
}

/** Says yes to exactly the words on the screen, after exactly the decision on the screen. */
function useGive(purpose: ConsentPurpose, consent: ConsentState) {
  const { t } = useWords('consents');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      bank.giveConsent({
        body: {
          purpose: purpose.purpose,
          version: purpose.version,
          text_hash: purpose.text_hash,
          follows: consent.last?.id ?? null,
        },
      }),
    onSuccess: () => notify({ text: t('agreed_done'), icon: 'check' }),
    // Also after a no: what was decided elsewhere meanwhile should show.
    onSettled: () => queries.invalidateQueries({ queryKey: ['consents'] }),
  });
}
