// Changing the PIN: the old one first, then the new one twice.

import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';

import { bank, refusedWith, troubleOf } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { DIGITS_MAX, DigitCells, DigitKeypad } from '../../../ui/digit-cells.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { TextLink } from '../../payments/links.tsx';
import { Note } from '../../../ui/states.tsx';
import { NewPin } from '../new-pin.tsx';
import '../set-pin.css';
import './security.css';

/** The change of the PIN. */
export function ChangePin() {
  const { t } = useWords('parties');
  const { t: words } = useWords('security');
  const router = useRouter();
  const [digits, setDigits] = useState('');
  const [current, setCurrent] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const change = async (pin: string): Promise<void> => {
    try {
      await bank.changePin({ body: { current_pin: current ?? '', new_pin: pin } });
    } catch (error) {
      const again = ['parties.pin_wrong', 'parties.pin_locked'].some((code) =>
        refusedWith(error, code),
      );
      if (!again) throw error;
      setProblem(troubleOf(error).detail);
      setDigits('');
      setCurrent(undefined);
      return;
    }
    notify({ text: t('pin_changed'), icon: 'check' });
    await router.navigate({ to: '/security', replace: true });
  };
  const type = (next: string): void => {
    setDigits(next);
    if (next.length < DIGITS_MAX) return;
    setProblem(undefined);
    setCurrent(next);
  };
  return (
    <Page title={t('change_pin_title')} back="/security">
      {current === undefined ? (
        <div className="stack pin-entry">
          <h2 className="pin-stage">{t('pin_current')}</h2>
          <DigitCells
            secret
            label={t('pin_current')}
            digits={digits}
            onDigits={type}
            wrong={problem !== undefined && digits === ''}
            note={problem !== undefined && <Note tone="bad">{problem}</Note>}
          />
          <p className="pin-lost">
            <TextLink to="/security/lost-pin">{words('lost_pin_link')}</TextLink>
          </p>
          <DigitKeypad digits={digits} onDigits={type} />
        </div>
      ) : (
        <NewPin onPin={change} />
      )}
    </Page>
  );
}
