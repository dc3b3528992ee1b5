// Moves the bank's clock, so that a day's limit or a transfer's 24 hours need not be waited for.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { bank } from '../../../bank.ts';
import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { clockQuery } from '../../../queries.ts';
import { CellButton, Cell, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Note } from '../../../ui/states.tsx';

const HOUR = 3600;
const STEPS = [
  { text: 'sandbox_hour', seconds: HOUR },
  { text: 'sandbox_day', seconds: 24 * HOUR },
  { text: 'sandbox_month', seconds: 30 * 24 * HOUR },
] as const;

/** The bank's time and the steps it can take. */
export function Clock() {
  const { t } = useWords('shell');
  const { language } = usePreferences();
  const queries = useQueryClient();
  const clock = useQuery(clockQuery);
  const advance = useMutation({
    mutationFn: (seconds: number) => bank.advanceClock({ body: { seconds } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <div className="stack">
      <p className="soft small">{t('sandbox_clock_why')}</p>
      <Group>
        <Cell
          icon="clock"
          label={t('sandbox_now')}
          value={clock.data && <span className="num">{momentText(clock.data.now, language)}</span>}
        />
      </Group>
      {clock.data?.movable === false && <Note>{t('sandbox_clock_fixed')}</Note>}
      {clock.data?.movable === true && (
        <Group title={t('sandbox_forward')}>
          {STEPS.map(({ text, seconds }) => (
            <CellButton
              key={text}
              icon="plus"
              label={t(text)}
              disabled={advance.isPending}
              onClick={() => advance.mutate(seconds)}
            />
          ))}
        </Group>
      )}
      {clock.isError && <ErrorBlock error={clock.error} />}
      {advance.isError && <ErrorBlock error={advance.error} />}
    </div>
  );
}
