// Passkeys: the strongest way to show that it is you. One is made on this device with the PIN;
// one that is not needed any more, or is in wrong hands, is removed.

import type { Passkey } from '@sycee/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { momentText } from '../../../dates.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePreferences } from '../../../preferences.ts';
import { CellButton, Group } from '../../../ui/cell.tsx';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { Empty, Note, SkeletonRows } from '../../../ui/states.tsx';
import { makePasskey, PasskeyTrouble, passkeysWork } from '../passkey.ts';
import { deviceName } from '../this-device.ts';
import { ProvenSheet } from './proven-sheet.tsx';
import { passkeysQuery } from './queries.ts';
import './security.css';

/** The screen of passkeys. */
export function Passkeys() {
  const { t } = useWords('security');
  const passkeys = useQuery(passkeysQuery);
  const [removing, setRemoving] = useState<Passkey>();
  return (
    <Page title={t('passkeys')} back="/security" foot={<AddPasskey />}>
      <p className="soft">{t('passkeys_lead')}</p>
      {passkeys.isPending && <SkeletonRows rows={2} />}
      {passkeys.isError && passkeys.data === undefined && (
        <ErrorBlock error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      )}
      {passkeys.data?.length === 0 && (
        <Empty icon="key" title={t('passkeys_none')}>
          <p>{t('passkeys_none_why')}</p>
        </Empty>
      )}
      {passkeys.data !== undefined && passkeys.data.length > 0 && (
        <Group title={t('passkeys_yours')}>
          {passkeys.data.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
          ))}
        </Group>
      )}
      <RemoveSheet passkey={removing} onClose={() => setRemoving(undefined)} />
    </Page>
  );
}

type RowProps = { readonly passkey: Passkey; readonly onRemove: () => void };

function PasskeyRow({ passkey, onRemove }: RowProps) {
  const { t } = useWords('security');
  const { language } = usePreferences();
  const online = useOnline();
  const { created_at: made, last_used_at: used } = passkey;
  const since = t('passkey_since', { when: momentText(made, language, 'short') });
  const last =
    used === null
      ? t('passkey_never_used')
      : t('passkey_used', { when: momentText(used, language, 'short') });
  return (
    <CellButton
      icon="key"
      label={passkey.name}
      detail={
        <>
          {passkey.suspended_at !== null && (
            <strong className="field-problem">{t('passkey_suspended')} </strong>
          )}
          <span className="num">{`${since} · ${last}`}</span>
          {passkey.synced && ` · ${t('passkey_synced')}`}
        </>
      }
      value={<span className="device-end">{t('remove')}</span>}
      disabled={!online}
      onClick={onRemove}
    />
  );
}

function AddPasskey() {
  const { t } = useWords('security');
  const online = useOnline();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<PasskeyTrouble>();
  const done = (outcome: Passkey | PasskeyTrouble): void => {
    setAsking(false);
    if (outcome instanceof PasskeyTrouble) setTrouble(outcome);
    else notify({ text: t('passkey_made'), icon: 'check' });
    void queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
  const begin = (): void => {
    setTrouble(undefined);
    setAsking(true);
  };
  if (!passkeysWork()) return <Note tone="warn">{t('passkey_unsupported')}</Note>;
  return (
    <div className="stack">
      {trouble !== undefined && (
        <div role="alert">
          <Note tone="warn">{t(`passkey_${trouble.why}`)}</Note>
        </div>
      )}
      <Button block size="large" color="primary" disabled={!online} onClick={begin}>
        {t('passkey_add')}
      </Button>
      <ProvenSheet
        open={asking}
        title={t('passkey_add')}
        send={(call) => makePasskey(call, deviceName()).catch(deviceTrouble)}
        onDone={done}
        onClose={() => setAsking(false)}
      >
        <p className="soft">{t('passkey_add_why')}</p>
      </ProvenSheet>
    </div>
  );
}

/** What the device says is no answer of the bank: it is said outside the sheet. */
function deviceTrouble(error: unknown): PasskeyTrouble {
  if (error instanceof PasskeyTrouble) return error;
  throw error;
}

type RemoveProps = { readonly passkey: Passkey | undefined; readonly onClose: () => void };

function RemoveSheet({ passkey, onClose }: RemoveProps) {
  const { t } = useWords('security');
  const queries = useQueryClient();
  const done = (): void => {
    onClose();
    notify({ text: t('passkey_removed'), icon: 'check' });
    void queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
  return (
    <ProvenSheet
      open={passkey !== undefined}
      title={t('passkey_remove_question')}
      send={async (call) => {
        if (passkey === undefined) return;
        await bank.removePasskey({ params: { passkey_id: passkey.id }, ...call });
      }}
      onDone={done}
      onClose={onClose}
    >
      <p>
        <strong>{passkey?.name}</strong>
      </p>
      <p className="soft">{t('passkey_remove_why')}</p>
    </ProvenSheet>
  );
}
