// "I lost my old number": somebody who signed in with a new number shows by name, id number and
// face that they bank here already, and gets their account back under the new number.

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { forgetReads } from '../../../query-client.ts';
import { meQuery } from '../../../queries.ts';
import { Cell, Group } from '../../../ui/cell.tsx';
import { Field } from '../../../ui/field.tsx';
import { OfflineReason, useOnline } from '../../../ui/online.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/snackbar.tsx';
import { FaceCheck } from '../../biometrics/face-check.tsx';
import type { FaceCheckPort } from '../../biometrics/ports.ts';
import { idNumberState, tidyIdNumber } from '../id-number.ts';

type Claim = { readonly name: string; readonly id_number: string };

/** The screen of a lost number. */
export function LostNumber() {
  const { t } = useWords('security');
  const [claim, setClaim] = useState<Claim>();
  const router = useRouter();
  const queries = useQueryClient();
  const recovered = async (): Promise<void> => {
    forgetReads(queries);
    notify({ text: t('recovered'), icon: 'check' });
    await queries.fetchQuery(meQuery);
    await router.navigate({ to: '/', replace: true });
  };
  return (
    <Page title={t('recover')} back="/sign-in">
      {claim === undefined ? (
        <ClaimForm onClaim={setClaim} />
      ) : (
        <FaceCheck
          check={recoveryCheck(claim)}
          onDone={() => void recovered()}
          instead={{ text: t('recover_again'), onClick: () => setClaim(undefined) }}
        />
      )}
    </Page>
  );
}

function ClaimForm({ onClaim }: { readonly onClaim: (claim: Claim) => void }) {
  const { t } = useWords('security');
  const online = useOnline();
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const state = idNumberState(idNumber);
  const ready = state === 'right' && name.trim().length >= 2 && online;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onClaim({ name: name.trim(), id_number: idNumber });
      }}
    >
      <p className="soft">{t('recover_lead')}</p>
      <Field label={t('recover_name')} autoComplete="name" value={name} onText={setName} />
      <Field
        label={t('recover_id')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={idNumber}
        onText={(text) => setIdNumber(tidyIdNumber(text))}
        problem={state === 'right' || state === 'incomplete' ? undefined : t(`recover_${state}`)}
      />
      <Group title={t('recover_then')}>
        <Cell icon="phone" label={t('recover_moves')} />
        <Cell icon="exit" label={t('recover_ends')} />
        <Cell icon="clock" label={t('recover_slow')} />
      </Group>
      <OfflineReason />
      <Button block type="submit" size="large" color="primary" disabled={!ready}>
        {t('recover_go_on')}
      </Button>
    </form>
  );
}

function recoveryCheck(claim: Claim): FaceCheckPort {
  return {
    start: async () => {
      const { recovery_id, prompts } = await bank.startRecovery({ body: claim });
      return {
        prompts,
        answer: (frames) =>
          bank.answerRecovery({ params: { recovery_id }, body: { frames: [...frames] } }),
      };
    },
  };
}
