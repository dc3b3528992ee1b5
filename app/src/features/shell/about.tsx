// What this app is, and which version of it.

import { useWords } from '../../i18n/words.ts';
import { Cell, Group } from '../../ui/cell.tsx';
import { Badge } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { useAppConfig } from './app-config.ts';
import './about.css';

/** The About screen. */
export function About() {
  const { t } = useWords('shell');
  const { sandbox, version } = useAppConfig();
  return (
    <Page title={t('about')} back="/me">
      <div className="about-head">
        <Badge size={88} />
        <p className="about-name">Sycee</p>
        <p className="soft">{t('about_line')}</p>
      </div>
      <Group>
        <Cell label={t('about_version')} value={<span className="num">{version}</span>} />
        <Cell label={t('about_license')} value="Apache-2.0" />
        <Cell label={t('about_bank')} value={t(sandbox ? 'about_sandbox' : 'about_real')} />
      </Group>
    </Page>
  );
}
