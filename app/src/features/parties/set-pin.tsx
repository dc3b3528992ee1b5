// The PIN that lets money leave, set for the first time.

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { meQuery } from '../../queries.ts';
import { Page } from '../../ui/page.tsx';
import { NewPin } from './new-pin.tsx';
import { Lead, Progress } from './step.tsx';
import './set-pin.css';

/** The PIN step. */
export function SetPin() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const router = useRouter();
  const set = async (pin: string): Promise<void> => {
    const me = await bank.setPin({ body: { pin } });
    queries.setQueryData(meQuery.queryKey, me);
    await router.navigate({ to: '/join', replace: true });
  };
  return (
    <Page title={t('pin_title')}>
      <Progress step={3} />
      <Lead>{t('pin_lead')}</Lead>
      <NewPin onPin={set} />
    </Page>
  );
}
