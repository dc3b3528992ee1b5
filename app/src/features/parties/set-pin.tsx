// The PIN that lets money leave, set for the first time.

import { BankRefusal, BankUnreachable } from '@sycee/sdk';
import { useQueryClient } from '@tanstack/react-query';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { meQuery } from '../../queries.ts';
import { keepProof } from './fresh-proof.ts';
import { JoinPage } from './join-page.tsx';
import { useGoOn } from './joining.ts';
import { NewPin } from './new-pin.tsx';
import { Lead } from './step.tsx';
import './set-pin.css';

/** The PIN step. */
export function SetPin() {
  const { t } = useWords('parties');
  const queries = useQueryClient();
  const goOn = useGoOn();
  const set = async (pin: string): Promise<void> => {
    const me = await bank.setPin({ body: { pin } });
    queries.setQueryData(meQuery.queryKey, me);
    await keepFreshProof(pin);
    await goOn();
  };
  return (
    <JoinPage title={t('pin_title')} part="pin">
      <Lead>{t('pin_lead')}</Lead>
      <NewPin onPin={set} />
    </JoinPage>
  );
}

/** Spares the next step another question; without it, that step asks. */
async function keepFreshProof(pin: string): Promise<void> {
  try {
    const { proof } = await bank.provePin({ body: { pin } });
    keepProof(proof);
  } catch (error) {
    if (!(error instanceof BankRefusal || error instanceof BankUnreachable)) throw error;
  }
}
