// Linking one more card.

import { useNavigate } from '@tanstack/react-router';

import { useWords } from '../../i18n/words.ts';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Note } from '../../ui/states.tsx';
import { cardText } from './card-choice.tsx';
import { LinkCard } from './link-card.tsx';

/** The screen that links a card. */
export function NewCard() {
  const { t } = useWords('payments');
  const navigate = useNavigate();
  return (
    <Page title={t('add_card')} back="/cards">
      <p className="soft">{t('add_card_lead')}</p>
      <LinkCard
        onLinked={(card) => {
          notify({ text: t('card_linked', { card: cardText(card) }), icon: 'check' });
          void navigate({ to: '/cards', replace: true });
        }}
      />
      <Note icon="lock">{t('card_safe')}</Note>
    </Page>
  );
}
