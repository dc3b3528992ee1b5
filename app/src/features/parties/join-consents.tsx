// What an account stands on, before anything is asked: the terms and the use of personal data, each
// agreed to by itself, in the words that are in effect today.

import type { ConsentPurpose } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useId, useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { ConsentWords } from '../consents/consent-words.tsx';
import { PURPOSE_ICONS } from '../consents/purpose-icon.ts';
import { consentFor, consentsQuery, purposesQuery, type Purpose } from '../consents/queries.ts';
import { JoinPage } from './join-page.tsx';
import { useGoOn } from './joining.ts';
import { Lead } from './step.tsx';
import './join-consents.css';

/** The step of terms and personal data. */
export function JoinConsents() {
  const { t } = useWords('parties');
  const { language } = usePreferences();
  const purposes = useQuery(purposesQuery(language));
  const base = purposes.data?.filter((one) => one.is_base_of_account);
  const [ticked, setTicked] = useState<readonly Purpose[]>([]);
  const agree = useAgree();
  const tick = (purpose: Purpose, yes: boolean): void =>
    setTicked(yes ? [...ticked, purpose] : ticked.filter((one) => one !== purpose));
  return (
    <JoinPage title={t('consents_title')} part="consents">
      <Lead>{t('consents_lead')}</Lead>
      {purposes.isPending && <SkeletonRows rows={5} />}
      {purposes.isError && (
        <ErrorBlock error={purposes.error} onRetry={() => void purposes.refetch()} />
      )}
      {base?.map((words) => (
        <Asked
          key={words.purpose}
          words={words}
          ticked={ticked.includes(words.purpose)}
          onTick={(yes) => tick(words.purpose, yes)}
        />
      ))}
      {agree.isError && <ErrorBlock error={agree.error} />}
      {base !== undefined && (
        <Button
          block
          size="large"
          color="primary"
          disabled={base.some(({ purpose }) => !ticked.includes(purpose))}
          loading={agree.isPending}
          onClick={() => agree.mutate(base)}
        >
          {t('continue')}
        </Button>
      )}
      <p className="soft small">{t('consents_later')}</p>
    </JoinPage>
  );
}

type AskedProps = {
  readonly words: ConsentPurpose;
  readonly ticked: boolean;
  readonly onTick: (yes: boolean) => void;
};

function Asked({ words, ticked, onTick }: AskedProps) {
  const { t } = useWords('parties');
  const id = useId();
  return (
    <section className="consent-asked" aria-labelledby={id}>
      <h2 id={id}>
        <Icon name={PURPOSE_ICONS[words.purpose]} size={22} />
        {words.title}
      </h2>
      <p>{words.what}</p>
      <details>
        <summary>{t('consents_more')}</summary>
        <ConsentWords purpose={words} rest />
      </details>
      <label className="consent-tick">
        <input
          type="checkbox"
          checked={ticked}
          onChange={(event) => onTick(event.target.checked)}
        />
        <span>{t(`consents_yes_${words.purpose === 'terms_of_use' ? 'terms' : 'data'}`)}</span>
      </label>
    </section>
  );
}

/** Gives what was ticked to the bank; a yes that stands already is left as it is. */
function useAgree() {
  const queries = useQueryClient();
  const goOn = useGoOn();
  return useMutation({
    mutationFn: async (purposes: readonly ConsentPurpose[]) => {
      const mine = await queries.fetchQuery({ ...consentsQuery, staleTime: 0 });
      for (const { purpose, version, text_hash } of purposes) {
        const standing = consentFor(mine, purpose);
        if (standing?.state === 'given') continue;
        const follows = standing?.last?.id ?? null;
        await bank.giveConsent({ body: { purpose, version, text_hash, follows } });
      }
    },
    onSuccess: goOn,
    // What was refused because the words have changed is shown in the new ones.
    onSettled: () => queries.invalidateQueries({ queryKey: ['consents'] }),
  });
}
