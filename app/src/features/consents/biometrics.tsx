// Face and voice: whether the bank knows them, what exactly it keeps, and how to have it deleted or
// made anew.

import type { Biometrics as Enrolments } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { Cell, CellButton, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';
import { biometricsQuery, type Kind } from './biometrics-query.ts';
import { ConsentTag } from './consent-tag.tsx';
import { consentFor, consentsQuery } from './queries.ts';

const KINDS = ['face', 'voice'] as const;

/** The screen of face and voice. */
export function BiometricsScreen() {
  const { t } = useWords('consents');
  const known = useQuery(biometricsQuery);
  const [forgetting, setForgetting] = useState<Kind>();
  return (
    <Page title={t('biometrics')} back="/privacy">
      <p className="soft">{t('biometrics_lead')}</p>
      {known.isPending && <SkeletonRows rows={4} />}
      {known.isError && known.data === undefined && (
        <ErrorBlock error={known.error} onRetry={() => void known.refetch()} />
      )}
      {known.data !== undefined &&
        KINDS.map((kind) => (
          <Known key={kind} kind={kind} known={known.data} onForget={() => setForgetting(kind)} />
        ))}
      <Note icon="lock">{t('biometrics_safe')}</Note>
      <ForgetSheet kind={forgetting} onClose={() => setForgetting(undefined)} />
    </Page>
  );
}

type KnownProps = {
  readonly kind: Kind;
  readonly known: Enrolments;
  readonly onForget: () => void;
};

function Known({ kind, known, onForget }: KnownProps) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const online = useOnline();
  const consent = consentFor(useQuery(consentsQuery).data, `biometrics_${kind}`);
  const since = known.items.find((one) => one.kind === kind)?.enrolled_at;
  return (
    <Group title={t(kind)}>
      <Cell
        icon={kind}
        label={t(since === undefined ? `${kind}_unknown` : `${kind}_known`)}
        detail={
          since === undefined
            ? t('not_enrolled_why')
            : t('enrolled_at', { when: momentText(since, language) })
        }
      />
      {since !== undefined && <Cell icon="lock" label={t('kept')} detail={t(`${kind}_kept`)} />}
      <CellLink
        to="/privacy/consents/$purpose"
        params={{ purpose: `biometrics_${kind}` }}
        icon="check"
        label={t('consent')}
        value={<ConsentTag state={consent?.state ?? 'never_given'} />}
      />
      <CellLink
        to="/privacy/biometrics/$kind"
        params={{ kind }}
        icon="refresh"
        label={t(since === undefined ? 'enrol' : 'enrol_again')}
      />
      {since !== undefined && (
        <CellButton
          icon="trash"
          danger
          label={t('forget')}
          detail={t('forget_needs_pin')}
          disabled={!online}
          onClick={onForget}
        />
      )}
    </Group>
  );
}

type ForgetProps = { readonly kind: Kind | undefined; readonly onClose: () => void };

function ForgetSheet({ kind, onClose }: ForgetProps) {
  const { t } = useWords('consents');
  const queries = useQueryClient();
  const forget = useMutation({
    mutationFn: ({ which, proof }: { which: Kind; proof: string }) =>
      bank.forgetBiometric({ params: { kind: which }, proof }),
    onSuccess: (_, { which }) => {
      notify({ text: t(`${which}_forgotten`), icon: 'check' });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: biometricsQuery.queryKey }),
  });
  return (
    <PinSheet
      open={kind !== undefined}
      title={kind === undefined ? '' : t(`forget_${kind}`)}
      onProof={async (proof) => {
        if (kind !== undefined) await forget.mutateAsync({ which: kind, proof });
      }}
      onClose={onClose}
    >
      <p className="soft">{t('forget_why')}</p>
    </PinSheet>
  );
}
