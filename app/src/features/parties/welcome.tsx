// The first screen: what this is, in which language, and the ways in.

import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';

import { useWords } from '../../i18n/words.ts';
import { prefer, usePreferences } from '../../preferences.ts';
import { Badge, Icon } from '../../ui/icons.tsx';
import { useAppConfig } from '../shell/app-config.ts';
import { PersonaPicker } from './persona-picker.tsx';
import './welcome.css';

/** The welcome. */
export function Welcome() {
  const { t } = useWords('parties');
  const { t: rescue } = useWords('security');
  const { language } = usePreferences();
  const { sandbox } = useAppConfig();
  useEffect(() => {
    document.title = 'Sycee';
  }, []);
  return (
    <div className="welcome">
      <header className="welcome-head">
        <button
          type="button"
          className="welcome-language"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          <Icon name="globe" size={18} />
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <main className="welcome-main">
        <div className="welcome-hero">
          <Badge size={128} />
          <h1>Sycee</h1>
          <p className="welcome-line">{t('welcome_line')}</p>
        </div>
        <div className="welcome-ways">
          <Link to="/sign-in" className="welcome-start">
            {t('welcome_start')}
          </Link>
          <p className="soft small">{t('welcome_start_why')}</p>
          <Link to="/freeze" className="welcome-freeze">
            {rescue('outside_link')}
          </Link>
          {sandbox && <PersonaPicker />}
        </div>
      </main>
    </div>
  );
}
