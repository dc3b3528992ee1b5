// The text messages of a phone, as its owner would see them.

import { useQuery } from '@tanstack/react-query';

import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { meQuery } from '../../../queries.ts';
import { useStore } from '../../../store.ts';
import { device } from '../../../bank.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Empty } from '../../../ui/states.tsx';
import { inboxQuery, watchedPhone } from './world.ts';

/** The inbox of the phone that was used last. */
export function Inbox() {
  const { t } = useWords('shell');
  const { language } = usePreferences();
  const me = useQuery({ ...meQuery, enabled: device.load() !== undefined });
  const watched = useStore(watchedPhone);
  const phone = watched === '' ? (me.data?.phone_full ?? '') : watched;
  const inbox = useQuery(inboxQuery(phone));
  if (inbox.isError) return <ErrorBlock error={inbox.error} />;
  if (inbox.data === undefined || inbox.data.length === 0) {
    return (
      <Empty icon="message" title={t('sandbox_no_messages')}>
        <p>{t('sandbox_no_messages_why')}</p>
      </Empty>
    );
  }
  return (
    <div className="stack">
      <p className="soft small">{t('sandbox_inbox_of', { phone })}</p>
      <ul className="sandbox-list">
        {inbox.data.map(({ id, sender, text, code, at }) => (
          <li key={id} className="sandbox-item">
            <div className="sandbox-item-head">
              <span>{sender}</span>
              <span className="num">{momentText(at, language, 'short')}</span>
            </div>
            <p>{text}</p>
            {code !== null && (
              <p className="sandbox-code num">
                {code}
                <CopyButton text={code} what={t('sandbox_code')} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
