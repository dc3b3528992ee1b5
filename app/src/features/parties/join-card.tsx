// Linking a bank card while becoming a customer; it may wait.

import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';

import { useWords } from '../../i18n/words.ts';
import { Page } from '../../ui/page.tsx';
import { LinkCard } from '../payments/link-card.tsx';
import { cardLater } from './join-step.ts';
import { Lead, Progress } from './step.tsx';

/** The card step. */
export function JoinCard() {
  const { t } = useWords('parties');
  const router = useRouter();
  const goOn = (): void => void router.navigate({ to: '/join', replace: true });
  return (
    <Page title={t('card_title')}>
      <Progress step={2} />
      <Lead>{t('card_lead')}</Lead>
      <LinkCard onLinked={goOn} />
      <Button
        block
        fill="none"
        color="primary"
        onClick={() => {
          cardLater.set(true);
          goOn();
        }}
      >
        {t('card_later')}
      </Button>
      <p className="soft small">{t('card_later_why')}</p>
    </Page>
  );
}
