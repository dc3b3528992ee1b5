// A copy of everything the bank holds of the person, as one file. It takes the PIN, because the
// file tells all; other devices hear that it was taken.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { bankDayOf } from '../../dates.ts';
import { useWords } from '../../i18n/words.ts';
import { saveFile } from '../../save-file.ts';
import { Cell, Group } from '../../ui/cell.tsx';
import type { IconName } from '../../ui/icons.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { Note } from '../../ui/states.tsx';

const SECTIONS = [
  ['parties', 'me'],
  ['consents', 'check'],
  ['biometrics', 'face'],
  ['deposits', 'wallet'],
  ['payments', 'bills'],
] as const satisfies readonly (readonly [string, IconName])[];

/** The export screen. */
export function TakeCopy() {
  const { t } = useWords('consents');
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  const take = useMutation({
    mutationFn: async (proof: string) => {
      const file = await bank.exportMyData({ proof });
      const { made_at: madeAt } = JSON.parse(await file.text()) as { made_at: string };
      const name = `sycee-personal-data-${bankDayOf(madeAt)}.json`;
      saveFile(file, name);
      return { name, kilobytes: Math.ceil(file.size / 1024) };
    },
    onSuccess: () => setAsking(false),
  });
  return (
    <Page
      title={t('export')}
      back="/privacy"
      foot={
        <Button
          block
          size="large"
          color="primary"
          disabled={!online}
          onClick={() => setAsking(true)}
        >
          {t(take.isSuccess ? 'export_again' : 'export_take')}
        </Button>
      }
    >
      <p className="soft">{t('export_lead')}</p>
      {take.isSuccess && (
        <Note tone="good">
          {t('export_done', { name: take.data.name, size: take.data.kilobytes })}
        </Note>
      )}
      <Group title={t('export_holds')}>
        {SECTIONS.map(([room, icon]) => (
          <Cell
            key={room}
            icon={icon}
            label={t(`export_${room}`)}
            detail={t(`export_${room}_what`)}
          />
        ))}
      </Group>
      <Note icon="lock">{t('export_careful')}</Note>
      <PinSheet
        open={asking}
        title={t('export')}
        onProof={(proof) => take.mutateAsync(proof)}
        onClose={() => setAsking(false)}
      >
        <p className="soft">{t('export_pin_why')}</p>
      </PinSheet>
    </Page>
  );
}
