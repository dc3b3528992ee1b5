// Asks for the PIN and trades it for a proof that is good for one request. The PIN itself goes
// nowhere else and is not kept.

import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { bank, troubleOf } from '../bank.ts';
import { useWords } from '../i18n/words.ts';
import { DIGITS_MAX, DigitCells, DigitKeypad } from './digit-cells.tsx';

type EntryProps = {
  /** Uses the proof. While its promise is open the keypad rests. */
  readonly onProof: (proof: string) => Promise<unknown>;
  /** Tells whether the request is under way, so that a sheet around it can stay. */
  readonly onBusy?: (busy: boolean) => void;
};

/** The six cells and the keypad; a wrong PIN shakes and says how many tries are left. */
export function PinEntry({ onProof, onBusy }: EntryProps) {
  const { t } = useWords('ui');
  const [digits, setDigits] = useState('');
  const prove = useMutation({
    mutationFn: async (pin: string) => {
      const { proof } = await bank.provePin({ body: { pin } });
      await onProof(proof);
    },
    onSettled: () => {
      setDigits('');
      onBusy?.(false);
    },
  });
  const type = (next: string): void => {
    setDigits(next);
    if (next.length < DIGITS_MAX) return;
    onBusy?.(true);
    prove.mutate(next);
  };
  const failed = prove.isError && digits === '';
  const trouble = failed ? troubleOf(prove.error) : undefined;
  const forgotten = ['parties.pin_wrong', 'parties.pin_locked'].includes(trouble?.code ?? '');
  return (
    <div className="stack">
      <DigitCells
        secret
        label={t('pin')}
        digits={digits}
        onDigits={type}
        disabled={prove.isPending}
        wrong={failed}
        note={
          prove.isPending ? (
            t('one_moment')
          ) : trouble === undefined ? (
            t('pin_hint')
          ) : (
            <span className="field-problem">{trouble.detail ?? t('unreachable')}</span>
          )
        }
      />
      {forgotten && (
        <p className="pin-forgotten">
          <Link to="/security/lost-pin">{t('pin_forgotten')}</Link>
        </p>
      )}
      <DigitKeypad digits={digits} onDigits={type} disabled={prove.isPending} />
    </div>
  );
}
