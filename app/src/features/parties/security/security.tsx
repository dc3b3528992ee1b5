// The security centre: how well the account is protected, the ways to show that it is you, where
// you are signed in, and what to do when something is wrong.

import { useQuery } from '@tanstack/react-query';

import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { meQuery, sessionsQuery } from '../../../queries.ts';
import { CellLink, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Page } from '../../../ui/page.tsx';
import { Note } from '../../../ui/states.tsx';
import { biometricsQuery } from '../../consents/biometrics-query.ts';
import { coolingOffUntil, frozenSince, passkeysQuery } from './queries.ts';
import './security.css';

/** The security centre. */
export function Security() {
  const { t } = useWords('security');
  const me = useQuery(meQuery);
  const isFrozen = frozenSince(me.data) !== undefined;
  return (
    <Page title={t('security')} back="/me">
      {me.isError && me.data === undefined && (
        <ErrorBlock error={me.error} onRetry={() => void me.refetch()} />
      )}
      <Standing />
      <Ways />
      <Places />
      <Group title={t('if_wrong')}>
        <CellLink
          to="/security/freeze"
          icon="snow"
          label={t(isFrozen ? 'unfreeze' : 'freeze')}
          detail={t(isFrozen ? 'unfreeze_row' : 'freeze_row')}
        />
        <CellLink
          to="/security/lost-pin"
          icon="lock"
          label={t('lost_pin')}
          detail={t('lost_pin_row')}
        />
        <CellLink to="/security/phone" icon="phone" label={t('phone')} detail={t('phone_row')} />
      </Group>
    </Page>
  );
}

/** One card that says how things stand: frozen, limited for a day, to be bettered, or good. */
function Standing() {
  const { t } = useWords('security');
  const { language } = usePreferences();
  const me = useQuery(meQuery).data;
  const passkeys = useQuery(passkeysQuery).data;
  const known = useQuery(biometricsQuery).data;
  if (me === undefined) return null;
  const frozen = frozenSince(me);
  const cooling = coolingOffUntil(me);
  if (frozen !== undefined) {
    const when = momentText(frozen, language);
    return <Card look="frozen" title={t('is_frozen')} text={t('is_frozen_why', { when })} />;
  }
  const isWeak = passkeys?.length === 0 && known?.items.length === 0;
  return (
    <>
      <Card
        look={isWeak ? 'fair' : 'good'}
        title={t(isWeak ? 'standing_fair' : 'standing_good')}
        text={t(isWeak ? 'standing_fair_why' : 'standing_good_why')}
      />
      {cooling !== undefined && (
        <Note icon="clock">{t('cooling_off', { when: momentText(cooling, language) })}</Note>
      )}
    </>
  );
}

type CardProps = {
  readonly look: 'good' | 'fair' | 'frozen';
  readonly title: string;
  readonly text: string;
};

function Card({ look, title, text }: CardProps) {
  return (
    <section className={`standing standing-${look}`}>
      <span className="standing-mark">
        <Icon name={look === 'frozen' ? 'snow' : 'shield'} size={28} />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </section>
  );
}

function Ways() {
  const { t } = useWords('security');
  const passkeys = useQuery(passkeysQuery).data;
  const known = useQuery(biometricsQuery).data;
  const enrolled = known?.items.map(({ kind }) => t(`known_${kind}`)) ?? [];
  return (
    <Group title={t('ways')}>
      <CellLink to="/security/pin" icon="lock" label={t('pin')} detail={t('pin_row')} />
      <CellLink
        to="/security/passkeys"
        icon="key"
        label={t('passkeys')}
        detail={t('passkeys_row')}
        value={passkeys && <Count count={passkeys.length} />}
      />
      <CellLink
        to="/privacy/biometrics"
        icon="face"
        label={t('biometrics')}
        detail={enrolled.length === 0 ? t('biometrics_none') : enrolled.join(t('and'))}
      />
    </Group>
  );
}

function Places() {
  const { t } = useWords('security');
  const sessions = useQuery(sessionsQuery).data;
  return (
    <Group title={t('places')}>
      <CellLink
        to="/security/devices"
        icon="phone"
        label={t('devices')}
        value={sessions && <Count count={sessions.length} />}
      />
      <CellLink to="/security/notices" icon="bell" label={t('notices')} detail={t('notices_row')} />
    </Group>
  );
}

function Count({ count }: { readonly count: number }) {
  return <span className="num">{count}</span>;
}
