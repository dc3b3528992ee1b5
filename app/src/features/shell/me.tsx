// The person: who the bank thinks they are, how they are protected, how the app looks.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { prefer, usePreferences, type Language, type Theme } from '../../preferences.ts';
import { meQuery } from '../../queries.ts';
import { Avatar, CellButton, CellLink, Group } from '../../ui/cell.tsx';
import { Chips } from '../../ui/chips.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Page } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { FreezeRow } from '../parties/security/freeze-parts.tsx';
import { leave } from './leave.ts';
import './me.css';

/** The Me tab. */
export function MeTab() {
  const { t } = useWords('shell');
  const me = useQuery(meQuery);
  return (
    <Page title={t('tab_me')} large>
      {me.isError && <ErrorBlock error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && (
        <Group>
          <CellLink
            to="/settings/profile"
            lead={<Avatar name={me.data.name ?? '?'} size={56} />}
            label={<strong className="me-name">{me.data.name}</strong>}
            detail={<span className="num">{me.data.phone}</span>}
          />
        </Group>
      )}
      <Group title={t('me_security')}>
        <CellLink to="/security" icon="shield" label={t('security')} detail={t('security_what')} />
        <CellLink to="/privacy" icon="eye-off" label={t('privacy')} detail={t('privacy_what')} />
        <FreezeRow />
      </Group>
      <Group title={t('me_money')}>
        <CellLink to="/account" icon="gauge" label={t('account_limits')} />
        <CellLink to="/cards" icon="card" label={t('tile_cards')} />
        <CellLink to="/statement" icon="statement" label={t('tile_statement')} />
      </Group>
      <Look />
      <Group>
        <CellLink to="/settings/about" icon="info" label={t('about')} />
        <SignOut />
      </Group>
    </Page>
  );
}

function Look() {
  const { t } = useWords('shell');
  const { language, theme } = usePreferences();
  const speak = useMutation({
    mutationFn: (next: Language) => bank.updateMe({ body: { language: next } }),
  });
  const choose = (next: Language): void => {
    prefer({ language: next });
    speak.mutate(next);
  };
  return (
    <Group title={t('me_look')}>
      <div className="me-choice">
        <span>{t('language')}</span>
        <Chips<Language>
          label={t('language')}
          value={language}
          onChoose={choose}
          options={[
            { value: 'en', text: 'English' },
            { value: 'zh', text: '中文' },
          ]}
        />
      </div>
      <div className="me-choice">
        <span>{t('theme')}</span>
        <Chips<Theme>
          label={t('theme')}
          value={theme}
          onChoose={(next) => prefer({ theme: next })}
          options={[
            { value: 'auto', text: t('theme_auto') },
            { value: 'light', text: t('theme_light') },
            { value: 'dark', text: t('theme_dark') },
          ]}
        />
      </div>
    </Group>
  );
}

function SignOut() {
  const { t } = useWords('shell');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const signOut = useMutation({
    mutationFn: () => bank.signOut(),
    onSuccess: () => leave(router),
  });
  return (
    <>
      <CellButton icon="exit" label={t('sign_out')} danger onClick={() => setAsking(true)} />
      <Sheet open={asking} title={t('sign_out_question')} onClose={() => setAsking(false)}>
        <p className="soft">{t('sign_out_why')}</p>
        {signOut.isError && <ErrorBlock error={signOut.error} />}
        <Button
          block
          size="large"
          color="danger"
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {t('sign_out')}
        </Button>
      </Sheet>
    </>
  );
}
