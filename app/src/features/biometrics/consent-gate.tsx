// Nothing of a face or voice without consent: asks for it in the bank's words, alone, before the
// check that stands on it shows.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import type { ReactNode } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ConsentWords } from '../consents/consent-words.tsx';
import { consentFor, consentsQuery, purposesQuery } from '../consents/queries.ts';
import { InsteadButton } from './check.tsx';
import type { Instead } from './ports.ts';
import './check.css';

type Props = {
  readonly purpose: 'biometrics_face' | 'biometrics_voice';
  /** What somebody can do who does not agree. */
  readonly no: Instead;
  readonly children: ReactNode;
};

/** Shows the words until there is a yes, and the children after it. */
export function ConsentGate({ purpose, no, children }: Props) {
  const { t } = useWords('biometrics');
  const { language } = usePreferences();
  const queries = useQueryClient();
  const consents = useQuery(consentsQuery);
  const purposes = useQuery(purposesQuery(language));
  const consent = consentFor(consents.data, purpose);
  const words = purposes.data?.find((one) => one.purpose === purpose);
  const agree = useMutation({
    mutationFn: async () => {
      if (words === undefined || consent === undefined) return;
      const { version, text_hash } = words;
      const follows = consent.last?.id ?? null;
      await bank.giveConsent({ body: { purpose, version, text_hash, follows } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['consents'] }),
  });
  if (consent?.state === 'given') return children;
  const error = consents.error ?? purposes.error;
  if (error !== null) {
    const retry = (): void => void queries.invalidateQueries({ queryKey: ['consents'] });
    return <ErrorBlock error={error} onRetry={retry} />;
  }
  if (words === undefined || consent === undefined) return <SkeletonRows rows={4} />;
  return (
    <div className="check">
      <h2 className="check-title">{words.title}</h2>
      <ConsentWords purpose={words} />
      {agree.isError && <ErrorBlock error={agree.error} />}
      <div className="check-foot">
        <Button
          block
          size="large"
          color="primary"
          loading={agree.isPending}
          onClick={() => agree.mutate()}
        >
          {t('agree')}
        </Button>
        <InsteadButton instead={no} />
        <p className="soft small check-why">{t('agree_why')}</p>
      </div>
    </div>
  );
}
