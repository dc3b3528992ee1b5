// The Chats tab: the people one has exchanged money with, each a tap away from the next payment.

import type { Contact } from '@sycee/sdk';
import { useQuery } from '@tanstack/react-query';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { contactsQuery } from '../../queries.ts';
import { Avatar, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Note, SkeletonRows } from '../../ui/states.tsx';

/** The Chats tab. */
export function Chats() {
  const { t } = useWords('chat');
  const contacts = useQuery(contactsQuery);
  return (
    <Page title={t('title')} large>
      {contacts.isPending && <SkeletonRows />}
      {contacts.isError && (
        <ErrorBlock error={contacts.error} onRetry={() => void contacts.refetch()} />
      )}
      {contacts.data?.length === 0 && (
        <Empty icon="people" title={t('nobody')}>
          <p>{t('nobody_why')}</p>
        </Empty>
      )}
      <Group title={contacts.data?.length ? t('people') : undefined}>
        {contacts.data?.map((contact) => (
          <Person key={contact.party_id} contact={contact} />
        ))}
        <CellLink to="/transfer" icon="send" label={t('by_phone')} detail={t('by_phone_why')} />
      </Group>
      <Note icon="chats">{t('what_this_is')}</Note>
    </Page>
  );
}

function Person({ contact }: { readonly contact: Contact }) {
  const { t } = useWords('chat');
  const { language } = usePreferences();
  const { party_id: partyId, name, last_paid_at: at } = contact;
  return (
    <CellLink
      to="/transfer/$partyId"
      params={{ partyId }}

      lead={<Avatar name={name} size={44} />}
      label={name}
      detail={t('last_paid', { when: momentText(at, language, 'short') })}
    />
  );
}
