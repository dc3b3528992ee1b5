// Linking one more card.

import { useCanGoBack, useRouter } from '@tanstack/react-router';

import { useWords } from '../../i18n/words.ts';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note } from '../../ui/states.tsx';
import { cardText } from './card-choice.tsx';
import { LinkCard } from './link-card.tsx';

/** The screen that links a card. */
export function NewCard() {
  const { t } = useWords('payments');
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <Page title={t('add_card')} back="/cards">
      <p className="soft">{t('add_card_lead')}</p>
      <LinkCard
        onLinked={(card) => {
          notify({ text: t('card_linked', { card: cardText(card) }), icon: 'check' });
          // Back to what the card was needed for.
          if (canGoBack) router.history.back();
          else void router.navigate({ to: '/cards', replace: true });
        }}
      />
      <Note icon="lock">{t('card_safe')}</Note>
    </Page>
  );
}
