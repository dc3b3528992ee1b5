// What goes and what stays, with the reason and the day: before leaving and after it.

import type { Closed } from '@sycee/sdk';

import { dayText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import { Group } from '../../ui/cell.tsx';
import { Icon } from '../../ui/icons.tsx';
import './consents.css';

type Props = Pick<Closed, 'deleted' | 'kept'> & {
  /** Said before it is done. */
  readonly ahead?: boolean;
};

/** The two lists; what is kept comes grouped by its reason. */
export function Remains({ deleted, kept, ahead = false }: Props) {
  const { t } = useWords('consents');
  const { language } = usePreferences();
  const reasons = [...new Set(kept.map(({ why }) => why))];
  return (
    <>
      <Group title={t(ahead ? 'deletes' : 'deleted')}>
        <ul className="remains">
          {deleted.map((what) => (
            <li key={what}>
              <span className="remains-gone">
                <Icon name="trash" size={18} />
              </span>
              {what}
            </li>
          ))}
        </ul>
      </Group>
      <Group title={t(ahead ? 'keeps' : 'kept')}>
        {reasons.map((why) => {
          const parts = kept.filter((one) => one.why === why);
          return (
            <section key={why} className="remains-reason">
              <p className="remains-why">{why}</p>
              <ul className="remains">
                {parts.map(({ what }) => (
                  <li key={what}>
                    <span className="remains-stays">
                      <Icon name="lock" size={18} />
                    </span>
                    {what}
                  </li>
                ))}
              </ul>
              <p className="remains-until">
                {t('keeps_until', { day: dayText(parts[0]?.until ?? '', language) })}
              </p>
            </section>
          );
        })}
      </Group>
    </>
  );
}
