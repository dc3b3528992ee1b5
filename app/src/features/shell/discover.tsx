// Everything the bank can do today, one tap away, and why the money is safe.

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import { useQuery } from '@tanstack/react-query';

import { useWords } from '../../i18n/words.ts';
import { clockQuery } from '../../queries.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import './discover.css';

/** The Discover tab. */
export function Discover() {
  const { t } = useWords('shell');
  const clock = useQuery(clockQuery);
  const month = clock.data?.business_date.slice(0, 7);
  return (
    <Page title={t('tab_discover')} large>
      <section className="discover-part">
        <h2>{t('discover_move')}</h2>
        <div className="tiles">
          <Tile to="/transfer" icon="send" text={t('tile_transfer')} />
          <Tile to="/top-up" icon="top-up" text={t('tile_top_up')} />
          <Tile to="/withdraw" icon="withdraw" text={t('tile_withdraw')} />
        </div>
      </section>
      <section className="discover-part">
        <h2>{t('discover_see')}</h2>
        <div className="tiles">
          <Tile to="/bills" icon="bills" text={t('tile_bills')} />
          {month !== undefined && (
            <Tile to="/bills/$month" params={{ month }} icon="month" text={t('tile_month')} />
          )}
          <Tile to="/statement" icon="statement" text={t('tile_statement')} />
          <Tile to="/account" icon="gauge" text={t('tile_limits')} />
          <Tile to="/cards" icon="card" text={t('tile_cards')} />
        </div>
      </section>
      <section className="safety">
        <h2>
          <Icon name="shield" />
          {t('safety_title')}
        </h2>
        <ul>
          <li>{t('safety_ledger')}</li>
          <li>{t('safety_once')}</li>
          <li>{t('safety_pin')}</li>
          <li>{t('safety_card')}</li>
        </ul>
      </section>
    </Page>
  );
}

type TileProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly icon: IconName;
  readonly text: string;
  readonly ref?: Ref<HTMLAnchorElement>;
};

function TileAnchor({ icon, text, ref, ...anchor }: TileProps) {
  return (
    <a {...anchor} ref={ref} className="tile">
      <span className="tile-icon">
        <Icon name={icon} />
      </span>
      <span>{text}</span>
    </a>
  );
}

const Tile = createLink(TileAnchor);
