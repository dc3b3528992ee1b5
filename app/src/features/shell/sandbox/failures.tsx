// The switches that make the card bank or the text messages fail, to see that no money is lost.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useWords } from '../../../i18n/words.ts';
import { CellButton, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { SkeletonRows } from '../../../ui/states.tsx';
import { FAILURE_MODES, failuresQuery, setFailure, type Failure } from './world.ts';

const TARGETS = ['card-bank', 'sms'] as const;

/** A group of switches for each part of the world. */
export function Failures() {
  const { t } = useWords('shell');
  const queries = useQueryClient();
  const failures = useQuery(failuresQuery);
  const change = useMutation({
    mutationFn: ({ target, mode }: Failure) => setFailure(target, mode),
    onSuccess: () => queries.invalidateQueries({ queryKey: failuresQuery.queryKey }),
  });
  if (failures.isPending) return <SkeletonRows />;
  if (failures.isError) return <ErrorBlock error={failures.error} />;
  const modeOf = (target: Failure['target']) =>
    failures.data.find((failure) => failure.target === target)?.mode ?? 'none';
  return (
    <div className="stack">
      <p className="soft small">{t('sandbox_failures_why')}</p>
      {change.isError && <ErrorBlock error={change.error} />}
      {TARGETS.map((target) => (
        <Group
          key={target}
          title={t(target === 'sms' ? 'sandbox_target_sms' : 'sandbox_target_card_bank')}
        >
          {FAILURE_MODES.map((mode) => (
            <CellButton
              key={mode}
              label={t(`sandbox_mode_${mode}`)}
              detail={t(`sandbox_mode_${mode}_why`)}
              pressed={modeOf(target) === mode}
              value={modeOf(target) === mode ? <Icon name="check" /> : undefined}
              onClick={() => change.mutate({ target, mode })}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}
