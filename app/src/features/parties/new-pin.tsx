// Choosing a PIN: once, and once more to be sure. A weak one is refused with the reason.

import { useState } from 'react';

import { troubleOf } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { DIGITS_MAX, DigitCells, DigitKeypad } from '../../ui/digit-cells.tsx';
import { Note } from '../../ui/states.tsx';
import { pinWeakness } from './pin-strength.ts';

type Props = {
  /** Gives the PIN to the bank; its refusal starts the choice again. */
  readonly onPin: (pin: string) => Promise<unknown>;
};

type Choice =
  | { readonly stage: 'first'; readonly problem?: string }
  | { readonly stage: 'again'; readonly first: string }
  | { readonly stage: 'saving' };

/** The choice of a PIN. */
export function NewPin({ onPin }: Props) {
  const { t } = useWords('parties');
  const [choice, setChoice] = useState<Choice>({ stage: 'first' });
  const [digits, setDigits] = useState('');
  const restart = (problem: string): void => {
    setDigits('');
    setChoice({ stage: 'first', problem });
  };
  const save = async (pin: string): Promise<void> => {
    setChoice({ stage: 'saving' });
    try {
      await onPin(pin);
    } catch (error) {
      restart(troubleOf(error).detail ?? t('pin_not_saved'));
    }
  };
  const type = (next: string): void => {
    setDigits(next);
    if (next.length < DIGITS_MAX) return;
    if (choice.stage === 'again') {
      if (next === choice.first) void save(next);
      else restart(t('pin_differs'));
      return;
    }
    const weakness = pinWeakness(next);
    if (weakness !== undefined) return restart(t(`pin_weak_${weakness}`));
    setDigits('');
    setChoice({ stage: 'again', first: next });
  };
  const saving = choice.stage === 'saving';
  const problem = choice.stage === 'first' ? choice.problem : undefined;
  return (
    <div className="stack pin-entry">
      <h2 className="pin-stage" aria-live="polite">
        {t(choice.stage === 'first' ? 'pin_choose' : 'pin_again')}
      </h2>
      <DigitCells
        key={choice.stage}
        secret
        label={t(choice.stage === 'first' ? 'pin_choose' : 'pin_again')}
        digits={digits}
        onDigits={type}
        disabled={saving}
        wrong={problem !== undefined && digits === ''}
        note={
          problem === undefined ? (
            t(saving ? 'pin_saving' : 'pin_rules')
          ) : (
            <Note tone="bad">{problem}</Note>
          )
        }
      />
      <DigitKeypad digits={digits} onDigits={type} disabled={saving} />
    </div>
  );
}
