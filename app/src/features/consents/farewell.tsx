// After the account is closed: what was deleted, what is kept and until when. It is gone with the
// page, because nobody is signed in who could ask for it again.

import { Navigate } from '@tanstack/react-router';

import { momentText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { useStore } from '../../store.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { farewell } from './farewell-state.ts';
import { Remains } from './remains.tsx';
import './consents.css';

/** The last screen. */
export function Farewell() {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const closed = useStore(farewell);
  if (closed === undefined) return <Navigate to="/welcome" replace />;
  return (
    <Page title={t('goodbye')}>
      <section className="privacy-done">
        <span className="privacy-done-tick">
          <Icon name="check" size={36} />
        </span>
        <h2>{t('goodbye_head')}</h2>
        <p className="soft num">{momentText(closed.closed_at, language, 'exact')}</p>
      </section>
      <Remains deleted={closed.deleted} kept={closed.kept} />
      <p className="soft small">{t('goodbye_again')}</p>
      <Group>
        <CellLink to="/welcome" replace icon="back" label={t('goodbye_to_start')} />
      </Group>
    </Page>
  );
}
