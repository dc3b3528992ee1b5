// All orders, by month: searched, narrowed, and read on as far back as they go.

import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import type { OrderFilter } from '../../queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { BillsFilter, FilterTags } from './bills-filter.tsx';
import { BillsList } from './bills-list.tsx';
import { partsInUse, withoutGaps } from './bills-search.ts';
import { useSettled } from './use-settled.ts';
import './bills.css';

const route = getRouteApi('/member/bills');
const SEARCH_QUIET_MS = 300;

/** The bills. */
export function Bills() {
  const { t } = useWords('payments');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [isFiltering, setFiltering] = useState(false);
  const narrow = (change: OrderFilter): void =>
    void navigate({ to: '.', search: withoutGaps({ ...filter, ...change }), replace: true });
  const inUse = partsInUse(filter);
  return (
    <Page title={t('bills')} back="/wallet">
      <div className="bills-tools">
        <Search words={filter.q ?? ''} onWords={(q) => narrow({ q })} />
        <button
          type="button"
          className={`bare bills-filter${inUse > 0 ? ' bills-filter-on' : ''}`}
          aria-label={inUse > 0 ? t('filter_on', { count: inUse }) : t('filter')}
          onClick={() => setFiltering(true)}
        >
          <Icon name="filter" />
        </button>
      </div>
      <FilterTags filter={filter} onChange={narrow} />
      <BillsList filter={filter} />
      <BillsFilter
        open={isFiltering}
        filter={filter}
        onChange={narrow}
        onClose={() => setFiltering(false)}
      />
    </Page>
  );
}

type SearchProps = { readonly words: string; readonly onWords: (words: string) => void };

/** The field; the bank is asked once the typing rests. */
function Search({ words, onWords }: SearchProps) {
  const { t } = useWords('payments');
  const [typed, setTyped] = useState(words);
  const settled = useSettled(typed.trim(), SEARCH_QUIET_MS);
  useEffect(() => {
    if (settled !== words) onWords(settled);
    // Only what was typed asks; a changed filter must not bring old words back.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <div className="bills-search">
      <Icon name="search" size={20} />
      <input
        type="search"
        value={typed}
        aria-label={t('search')}
        placeholder={t('bills_search')}
        enterKeyHint="search"
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed !== '' && (
        <button
          type="button"
          className="bare bills-clear"
          aria-label={t('clear_search')}
          onClick={() => setTyped('')}
        >
          <Icon name="close" size={18} />
        </button>
      )}
    </div>
  );
}
