// The freeze: what it does and doing it, or, while it is on, the way back with PIN and one more
// check.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { meQuery } from '../../../queries.ts';
import { CellLink, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { SkeletonRows } from '../../../ui/states.tsx';
import { FreezeEffects, FreezeSheet } from './freeze-parts.tsx';
import { ProvenSheet } from './proven-sheet.tsx';
import { frozenSince } from './queries.ts';
import './security.css';

/** The screen of the freeze. */
export function Freeze() {
  const { t } = useWords('security');
  const me = useQuery(meQuery);
  if (me.data !== undefined) {
    const since = frozenSince(me.data);
    return since === undefined ? <Thawed /> : <Frozen since={since} />;
  }
  return (
    <Page title={t('freeze')} back="/security">
      {me.isError && <ErrorBlock error={me.error} onRetry={() => void me.refetch()} />}
      {me.isPending && <SkeletonRows rows={3} />}
    </Page>
  );
}

function Thawed() {
  const { t } = useWords('security');
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title={t('freeze')}
      back="/security"
      foot={
        <Button block size="large" color="danger" onClick={() => setAsking(true)}>
          {t('freeze')}
        </Button>
      }
    >
      <Head title={t('freeze_head')} text={t('freeze_lead')} />
      <Group title={t('freeze_does')}>
        <FreezeEffects />
      </Group>
      <p className="soft small">{t('freeze_undo')}</p>
      <FreezeSheet open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}

function Frozen({ since }: { readonly since: string }) {
  const { t } = useWords('security');
  const { language } = usePreferences();
  const online = useOnline();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title={t('unfreeze')}
      back="/security"
      foot={
        <Button
          block
          size="large"
          color="primary"
          disabled={!online}
          onClick={() => setAsking(true)}
        >
          {t('unfreeze')}
        </Button>
      }
    >
      <Head
        cold
        title={t('is_frozen')}
        text={t('is_frozen_why', { when: momentText(since, language) })}
      />
      <Group title={t('frozen_does')}>
        <FreezeEffects />
      </Group>
      <Group title={t('frozen_before')}>
        <CellLink to="/security/devices" icon="phone" label={t('devices')} />
        <CellLink to="/bills" icon="bills" label={t('see_bills')} />
      </Group>
      <ProvenSheet
        open={asking}
        title={t('unfreeze')}
        send={(call) => bank.unfreeze(call)}
        onDone={(me) => {
          queries.setQueryData(meQuery.queryKey, me);
          setAsking(false);
          notify({ text: t('unfrozen'), icon: 'check' });
        }}
        onClose={() => setAsking(false)}
      >
        <p className="soft">{t('unfreeze_why')}</p>
      </ProvenSheet>
    </Page>
  );
}

type HeadProps = { readonly title: string; readonly text: string; readonly cold?: boolean };

function Head({ title, text, cold = false }: HeadProps) {
  return (
    <section className="freeze-head">
      <span className={`freeze-mark${cold ? ' freeze-mark-cold' : ''}`}>
        <Icon name="snow" size={44} />
      </span>
      <h2>{title}</h2>
      <p className="soft">{text}</p>
    </section>
  );
}
