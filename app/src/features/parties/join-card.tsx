// Linking a bank card while becoming a customer; it may wait.

import { Button } from 'antd-mobile';

import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { LinkCard } from '../payments/link-card.tsx';
import { JoinPage } from './join-page.tsx';
import { useGoOn, useSkip } from './joining.ts';
import { Lead } from './step.tsx';

/** The card step. */
export function JoinCard() {
  const { t } = useWords('parties');
  const goOn = useGoOn();
  const skip = useSkip('card');
  return (
    <JoinPage title={t('card_title')} part="card">
      <Lead>{t('card_lead')}</Lead>
      <LinkCard onLinked={() => void goOn()} />
      {skip.isError && <ErrorBlock error={skip.error} />}
      <Button
        block
        fill="none"
        color="primary"
        loading={skip.isPending}
        onClick={() => skip.mutate()}
      >
        {t('later')}
      </Button>
      <p className="soft small">{t('card_later_why')}</p>
    </JoinPage>
  );
}
