// Which of the linked cards: the default one unless the person chooses another.

import type { Card } from '@sycee/sdk';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { Avatar, CellButton, CellLink, Group } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';

type Props = {
  readonly label: string;
  readonly cards: readonly Card[];
  readonly card: Card;
  readonly onChoose: (card: Card) => void;
};

/** The card in use, and a sheet with the others. */
export function CardChoice({ label, cards, card, onChoose }: Props) {
  const { t } = useWords('payments');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Group>
        <CellButton
          lead={<Avatar name={card.bank_name} />}
          label={cardText(card)}
          detail={label}
          value={<Icon name="next" size={18} />}
          onClick={() => setOpen(true)}
        />
      </Group>
      <Sheet open={open} title={t('choose_card')} onClose={() => setOpen(false)}>
        <Group>
          {cards.map((other) => (
            <CellButton
              key={other.id}
              lead={<Avatar name={other.bank_name} />}
              label={cardText(other)}
              detail={t(other.is_default ? 'default_card' : 'debit_card')}
              pressed={other.id === card.id}
              value={other.id === card.id ? <Icon name="check" /> : undefined}
              onClick={() => {
                onChoose(other);
                setOpen(false);
              }}
            />
          ))}
          <CellLink to="/cards/new" icon="plus" label={t('add_card')} />
        </Group>
      </Sheet>
    </>
  );
}

/** A card as people name it. */
export function cardText({ bank_name: bank, last4 }: Pick<Card, 'bank_name' | 'last4'>): string {
  return `${bank} ·· ${last4}`;
}
