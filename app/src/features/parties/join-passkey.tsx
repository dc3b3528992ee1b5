// The passkey step: the device's own lock will say that it is them. It can wait, and on devices
// that hold no passkeys it has to.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { useWords } from '../../i18n/words.ts';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { Note } from '../../ui/states.tsx';
import { takeProof } from './fresh-proof.ts';
import { JoinPage } from './join-page.tsx';
import { useGoOn, useSkip } from './joining.ts';
import { makePasskey, passkeysWork, PasskeyTrouble } from './passkey.ts';
import { Lead } from './step.tsx';
import { deviceName } from './this-device.ts';
import './join-result.css';

/** The passkey step. */
export function JoinPasskey() {
  const { t } = useWords('parties');
  const goOn = useGoOn();
  const skip = useSkip('passkey');
  const [asking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: (proof: string) => makePasskey({ proof }, deviceName()),
    onSuccess: goOn,
  });
  const works = passkeysWork();
  const begin = (): void => {
    const proof = takeProof();
    if (proof === undefined) setAsking(true);
    else make.mutate(proof);
  };
  return (
    <JoinPage title={t('passkey_title')} part="passkey">
      <div className="result-head">
        <span className="passkey-mark">
          <Icon name="key" size={44} />
        </span>
        <Lead>{t('passkey_lead')}</Lead>
      </div>
      {!works && <Note tone="warn">{t('passkey_unsupported')}</Note>}
      <Trouble error={make.error ?? skip.error} />
      <div className="passkey-foot">
        {works && (
          <Button block size="large" color="primary" loading={make.isPending} onClick={begin}>
            {t('passkey_make')}
          </Button>
        )}
        <Button
          block
          size="large"
          fill={works ? 'none' : 'solid'}
          color="primary"
          loading={skip.isPending}
          disabled={make.isPending}
          onClick={() => skip.mutate()}
        >
          {t('later')}
        </Button>
        <p className="soft small">{t('passkey_later_why')}</p>
      </div>
      <PinSheet
        open={asking}
        title={t('passkey_make')}
        onClose={() => setAsking(false)}
        onProof={async (proof) => {
          setAsking(false);
          make.mutate(proof);
        }}
      />
    </JoinPage>
  );
}

/** A no of the device is no failure; the bank's is shown as everywhere. */
function Trouble({ error }: { readonly error: Error | null }) {
  const { t } = useWords('parties');
  if (error === null) return null;
  if (!(error instanceof PasskeyTrouble)) return <ErrorBlock error={error} />;
  return (
    <div role="alert">
      <Note tone="warn">{t(`passkey_${error.why}`)}</Note>
    </div>
  );
}
