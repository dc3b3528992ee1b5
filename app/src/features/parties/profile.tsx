// What the bank has on record about the person.

import { useQuery } from '@tanstack/react-query';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { meQuery } from '../../queries.ts';
import { Cell, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Note, SkeletonRows } from '../../ui/states.tsx';

/** The profile. */
export function Profile() {
  const { t } = useWords('parties');
  const { language } = usePreferences();
  const me = useQuery(meQuery);
  return (
    <Page title={t('profile_title')} back="/me">
      {me.isPending && <SkeletonRows />}
      {me.isError && <ErrorBlock error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && (
        <Group>
          <Cell label={t('name')} value={me.data.name} />
          <Cell label={t('profile_shown_as')} value={me.data.name_masked} />
          <Cell label={t('phone')} value={<span className="num">{me.data.phone}</span>} />
          <Cell
            label={t('id_number')}
            value={<span className="num">{me.data.id_number_masked}</span>}
          />
          <Cell
            label={t('profile_since')}
            value={<span className="num">{momentText(me.data.created_at, language)}</span>}
          />
        </Group>
      )}
      <Group>
        <CellLink to="/privacy/name" icon="pen" label={t('profile_correct')} />
        <CellLink to="/security/phone" icon="phone" label={t('profile_phone')} />
      </Group>
      <Note icon="lock">{t('profile_safe')}</Note>
    </Page>
  );
}
