// Whom to pay: someone known, or whoever has a phone number, shown by masked name for checking.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { refusedWith } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { contactsQuery, payeeQuery } from '../../queries.ts';
import { Avatar, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Note, SkeletonRows } from '../../ui/states.tsx';
import { fullPhone, groupPhone, phoneDigits } from '../parties/phone-number.ts';
import { ButtonLink } from './links.tsx';
import { matching } from './payee.ts';
import './transfer.css';

/** The first screen of a transfer. */
export function ChoosePayee() {
  const { t } = useWords('payments');
  const [typed, setTyped] = useState('');
  const isNumber = /^[\d\s+-]+$/.test(typed);
  const digits = isNumber ? phoneDigits(typed) : '';
  const phone = fullPhone(digits);
  return (
    <Page title={t('transfer')} back="/wallet">
      <Field
        label={t('find_label')}
        hint={t('find_hint')}
        value={isNumber ? groupPhone(digits) : typed}
        autoComplete="off"
        enterKeyHint="search"
        onText={setTyped}
      />
      {phone === undefined ? (
        <Contacts words={isNumber ? digits : typed} />
      ) : (
        <Confirmation phone={phone} />
      )}
    </Page>
  );
}

/** Says who would be paid, before any amount is typed. */
function Confirmation({ phone }: { readonly phone: string }) {
  const { t } = useWords('payments');
  const query = useQuery(payeeQuery(phone));
  if (query.isPending) return <SkeletonRows rows={1} />;
  if (query.isError) {
    return refusedWith(query.error, 'parties.payee_not_found') ? (
      <Note tone="warn">{t('payee_unknown')}</Note>
    ) : (
      <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { party_id: partyId, name_masked: name, phone_masked: phoneMasked } = query.data;
  return (
    <section className="payee-check" aria-live="polite">
      <h2 className="soft small">{t('is_this_the_person')}</h2>
      <Avatar name={name} size={64} />
      <p className="payee-name">{name}</p>
      <p className="soft num">{phoneMasked}</p>
      <p className="soft small payee-why">{t('check_the_name')}</p>
      <ButtonLink to="/transfer/$partyId" params={{ partyId }}>
        {t('pay_person', { name })}
      </ButtonLink>
    </section>
  );
}

function Contacts({ words }: { readonly words: string }) {
  const { t } = useWords('payments');
  const query = useQuery(contactsQuery);
  const contacts = matching(query.data ?? [], words);
  return (
    <Group title={t('people_you_know')}>
      {query.isPending && <SkeletonRows />}
      {query.data === undefined && query.isError && (
        <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.length === 0 && (
        <Empty icon="people" title={t('no_people')}>
          <p className="small">{t('no_people_why')}</p>
        </Empty>
      )}
      {query.data !== undefined && query.data.length > 0 && contacts.length === 0 && (
        <p className="no-match soft">{t('no_match', { q: words })}</p>
      )}
      {contacts.map(({ party_id: partyId, name, phone_masked: phone }) => (
        <CellLink
          key={partyId}
          to="/transfer/$partyId"
          params={{ partyId }}
          lead={<Avatar name={name} />}
          label={name}
          detail={<span className="num">{phone}</span>}
        />
      ))}
    </Group>
  );
}
