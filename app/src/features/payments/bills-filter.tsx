// What narrows the bills: chosen in a sheet, shown as tags that a tap removes.

import { Button } from 'antd-mobile';

import { dayText } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../preferences.ts';
import type { OrderFilter } from '../../queries.ts';
import { Chips } from '../../ui/chips.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { DIRECTIONS, KINDS, partsInUse, STATES } from './bills-search.ts';

type Props = {
  readonly open: boolean;
  readonly filter: OrderFilter;
  readonly onChange: (change: OrderFilter) => void;
  readonly onClose: () => void;
};

/** The sheet with kind, direction and state. */
export function BillsFilter({ open, filter, onChange, onClose }: Props) {
  const { t } = useWords('payments');
  const all = { value: 'all', text: t('all') } as const;
  return (
    <Sheet open={open} title={t('filter')} onClose={onClose}>
      <div className="filter-part">
        <h3>{t('filter_kind')}</h3>
        <Chips<(typeof KINDS)[number] | 'all'>
          label={t('filter_kind')}
          value={filter.kind ?? 'all'}
          options={[all, ...KINDS.map((value) => ({ value, text: t(`kind_${value}`) }))]}
          onChoose={(kind) => onChange({ kind: chosen(kind) })}
        />
      </div>
      <div className="filter-part">
        <h3>{t('filter_direction')}</h3>
        <Chips<(typeof DIRECTIONS)[number] | 'all'>
          label={t('filter_direction')}
          value={filter.direction ?? 'all'}
          options={[all, ...DIRECTIONS.map((value) => ({ value, text: t(`direction_${value}`) }))]}
          onChoose={(direction) => onChange({ direction: chosen(direction) })}
        />
      </div>
      <div className="filter-part">
        <h3>{t('filter_state')}</h3>
        <Chips<(typeof STATES)[number] | 'all'>
          label={t('filter_state')}
          value={filter.state ?? 'all'}
          options={[all, ...STATES.map((value) => ({ value, text: t(`state_${value}`) }))]}
          onChoose={(state) => onChange({ state: chosen(state) })}
        />
      </div>
      <div className="filter-end">
        <Button size="large" disabled={partsInUse(filter) === 0} onClick={() => onChange(NOTHING)}>
          {t('reset')}
        </Button>
        <Button size="large" color="primary" onClick={onClose}>
          {t('show_bills')}
        </Button>
      </div>
    </Sheet>
  );
}

function chosen<Value extends string>(value: Value | 'all'): Value | undefined {
  return value === 'all' ? undefined : value;
}

const NOTHING: OrderFilter = {
  kind: undefined,
  direction: undefined,
  state: undefined,
  from: undefined,
  to: undefined,
};

type TagsProps = Pick<Props, 'filter' | 'onChange'>;

/** The parts in use; each is removed by a tap. */
export function FilterTags({ filter, onChange }: TagsProps) {
  const { t } = useWords('payments');
  const { language } = usePreferences();
  if (partsInUse(filter) === 0) return null;
  const { kind, direction, state, from, to } = filter;
  const days = [from, to].flatMap((day) => (day === undefined ? [] : [dayText(day, language)]));
  const tags: [text: string | undefined, without: OrderFilter][] = [
    [kind && t(`kind_${kind}`), { kind: undefined }],
    [direction && t(`direction_${direction}`), { direction: undefined }],
    [state && t(`state_${state}`), { state: undefined }],
    [days.length > 0 ? days.join(' – ') : undefined, { from: undefined, to: undefined }],
  ];
  return (
    <div className="filter-tags">
      {tags.map(
        ([text, without]) =>
          text !== undefined && (
            <button
              key={text}
              type="button"
              className="filter-tag"
              aria-label={t('remove_filter', { what: text })}
              onClick={() => onChange(without)}
            >
              {text}
              <Icon name="close" size={16} />
            </button>
          ),
      )}
    </div>
  );
}
