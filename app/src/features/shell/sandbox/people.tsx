// The fictitious people: whose papers and cards a visitor may use to open an account.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';

import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { useStore } from '../../../store.ts';
import { AmountText } from '../../../ui/amount-text.tsx';
import { Avatar } from '../../../ui/cell.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { SkeletonRows } from '../../../ui/states.tsx';
import { chosenPerson, makePerson, peopleQuery, type DemoPerson } from './world.ts';

/** Everybody, with a way to make somebody new. */
export function People({ onChosen }: { readonly onChosen: () => void }) {
  const { t } = useWords('shell');
  const queries = useQueryClient();
  const people = useQuery(peopleQuery);
  const choose = (person: DemoPerson): void => {
    chosenPerson.set({ person });
    notify({ text: t('sandbox_chosen', { name: person.name }), icon: 'check' });
    onChosen();
  };
  const make = useMutation({
    mutationFn: makePerson,
    onSuccess: async (person) => {
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
      choose(person);
    },
  });
  return (
    <div className="stack">
      <p className="soft small">{t('sandbox_people_why')}</p>
      <Button block color="primary" loading={make.isPending} onClick={() => make.mutate()}>
        {t('sandbox_make_person')}
      </Button>
      {make.isError && <ErrorBlock error={make.error} />}
      {people.isPending && <SkeletonRows />}
      {people.isError && <ErrorBlock error={people.error} />}
      <ul className="sandbox-list">
        {people.data?.map((person) => (
          <PersonItem key={person.id_number} person={person} onChoose={() => choose(person)} />
        ))}
      </ul>
    </div>
  );
}

type ItemProps = { readonly person: DemoPerson; readonly onChoose: () => void };

function PersonItem({ person, onChoose }: ItemProps) {
  const { t } = useWords('shell');
  const { language } = usePreferences();
  const chosen = useStore(chosenPerson).person?.id_number === person.id_number;
  return (
    <li className="sandbox-item">
      <div className="sandbox-person">
        <Avatar name={person.name} />
        <strong>
          {person.name} <span className="soft small">{person.name_latin}</span>
        </strong>
        <Button size="small" onClick={onChoose} disabled={chosen}>
          {t(chosen ? 'sandbox_is_chosen' : 'sandbox_choose')}
        </Button>
      </div>
      <Fact name={t('sandbox_phone')} value={person.phone} />
      <Fact name={t('sandbox_id_number')} value={person.id_number} />
      {person.cards.map((card) => (
        <div key={card.card_number}>
          <Fact
            name={language === 'zh' ? card.bank_name_zh : card.bank_name}
            value={card.card_number}
          />
          <p className="soft small">
            {t('sandbox_card_balance')} <AmountText of={card.balance} />
          </p>
        </div>
      ))}
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <p className="sandbox-fact">
      <span className="soft">{name}</span>
      <span className="num">
        {value} <CopyButton text={value} what={name} />
      </span>
    </p>
  );
}
