// Name and resident id: why we ask, and at once whether the number holds. What a photo said is a
// suggestion; it counts when the person has confirmed it.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useEffect } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { meQuery } from '../../queries.ts';
import { useStore } from '../../store.ts';
import { CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { Note } from '../../ui/states.tsx';
import { chosenPerson } from '../shell/sandbox/world.ts';
import { FillIn } from './fill-in.tsx';
import { idNumberState, tidyIdNumber } from './id-number.ts';
import { identityDraft, type IdentityDraft } from './identity-draft.ts';
import { JoinPage } from './join-page.tsx';
import { useGoOn } from './joining.ts';
import { recallDocument } from './read-document.ts';
import { Lead } from './step.tsx';

/** The personal data step. */
export function IdentityEntry() {
  const { t } = useWords('parties');
  const { t: ts } = useWords('security');
  const { person } = useStore(chosenPerson);
  const draft = useStore(identityDraft);
  const { name, idNumber, isRead } = draft;
  const write = (change: Partial<IdentityDraft>): void =>
    identityDraft.set({ ...draft, ...change });
  const state = idNumberState(idNumber);
  const give = useGiveIdentity();
  useRecalled();
  return (
    <JoinPage title={t('identity_title')} part="identity">
      <Lead>{t('identity_lead')}</Lead>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          give.mutate({ name: name.trim(), id_number: idNumber });
        }}
      >
        {person !== null && (
          <FillIn
            person={person}
            onFill={() => write({ name: person.name, idNumber: person.id_number, isRead: false })}
          />
        )}
        {isRead && <Note tone="warn">{t('identity_read')}</Note>}
        <Field
          label={t('name')}
          autoComplete="name"
          value={name}
          onText={(text) => write({ name: text })}
          hint={t('name_why')}
        />
        <Field
          label={t('id_number')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={idNumber}
          onText={(text) => write({ idNumber: tidyIdNumber(text) })}
          problem={state === 'right' || state === 'incomplete' ? undefined : t(`id_${state}`)}
          good={state === 'right' ? t('id_right') : undefined}
          hint={t('id_number_why', { count: idNumber.length })}
        />
        <Note icon="lock">{t('identity_safe')}</Note>
        {give.isError && <ErrorBlock error={give.error} />}
        <Button
          block
          type="submit"
          size="large"
          color="primary"
          disabled={state !== 'right' || name.trim().length < 2}
          loading={give.isPending}
        >
          {t(isRead ? 'identity_confirm' : 'continue')}
        </Button>
      </form>
      <Group>
        <CellLink to="/join/document" icon="camera" label={t('document_instead')} />
        <CellLink to="/recover" icon="phone" label={ts('lost_number_link')} />
      </Group>
    </JoinPage>
  );
}

/** A photo that was sent before, perhaps on another device, has its suggestions still. */
function useRecalled(): void {
  useEffect(() => {
    const { name, idNumber } = identityDraft.get();
    if (name !== '' || idNumber !== '') return;
    // Without them the form is empty, and nothing else is lost.
    recallDocument().catch(() => undefined);
  }, []);
}

/** Gives the bank the identity and goes on; what was typed is forgotten then. */
function useGiveIdentity() {
  const queries = useQueryClient();
  const goOn = useGoOn();
  return useMutation({
    mutationFn: (identity: { name: string; id_number: string }) =>
      bank.giveIdentity({ body: identity }),
    onSuccess: async (me) => {
      queries.setQueryData(meQuery.queryKey, me);
      await goOn();
      identityDraft.set({ name: '', idNumber: '', isRead: false });
    },
  });
}
