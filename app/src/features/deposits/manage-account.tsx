// What a person may change of an account: its name, whether it is the main one, and closing it.

import type { Account } from '@sycee/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { CellButton, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { useOnline } from '../../ui/online.tsx';
import { PinSheet } from '../../ui/pin-sheet.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { nameProblem } from './account-name.ts';

type Props = { readonly account: Account };

/** The changes, each in a sheet of its own or by a tap. */
export function ManageAccount({ account }: Props) {
  const { t } = useWords('deposits');
  const online = useOnline();
  const [open, setOpen] = useState<'name' | 'close'>();
  const change = useChange(account);
  return (
    <Group title={t('manage')}>
      <CellButton
        icon="pen"
        label={t('rename')}
        detail={account.name}
        disabled={!online}
        onClick={() => setOpen('name')}
      />
      {!account.is_main && (
        <>
          <CellButton
            icon="star"
            label={t('make_main')}
            detail={t('make_main_why')}
            disabled={!online || change.isPending}
            onClick={() => change.mutate({ is_main: true })}
          />
          <CellButton
            icon="trash"
            danger
            label={t('close_it')}
            disabled={!online}
            onClick={() => setOpen('close')}
          />
        </>
      )}
      {change.isError && <ErrorBlock error={change.error} />}
      <Sheet open={open === 'name'} title={t('rename')} onClose={() => setOpen(undefined)}>
        <Rename account={account} onDone={() => setOpen(undefined)} />
      </Sheet>
      <CloseSheet account={account} open={open === 'close'} onDone={() => setOpen(undefined)} />
    </Group>
  );
}

type Change = { readonly name?: string; readonly is_main?: true; readonly rises?: true };

/** Changes an account and says so. */
export function useChange({ id }: Account) {
  const { t } = useWords('deposits');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Change) => bank.changeAccount({ params: { account_id: id }, body }),
    onSuccess: ({ name }, { is_main: isMain, rises }) => {
      const renamed = t('renamed', { name: name ?? '' });
      const text = isMain ? t('made_main') : rises ? t('upgrade_rises') : renamed;
      notify({ text, icon: 'check' });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
}

function Rename({ account, onDone }: Props & { readonly onDone: () => void }) {
  const { t } = useWords('deposits');
  const change = useChange(account);
  const [name, setName] = useState(account.name ?? '');
  const isWrong = nameProblem(name);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ name }, { onSuccess: onDone });
      }}
    >
      <Field
        label={t('account_name')}
        value={name}
        autoComplete="off"
        hint={t('account_name_hint')}
        problem={name !== '' && isWrong ? t('account_name_wrong') : undefined}
        onText={setName}
      />
      {change.isError && <ErrorBlock error={change.error} />}
      <Button
        block
        size="large"
        color="primary"
        type="submit"
        disabled={isWrong}
        loading={change.isPending}
      >
        {t('rename_save')}
      </Button>
    </form>
  );
}

type CloseProps = Props & { readonly open: boolean; readonly onDone: () => void };

function CloseSheet({ account, open, onDone }: CloseProps) {
  const { t } = useWords('deposits');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const close = useMutation({
    mutationFn: (proof: string) => bank.closeAccount({ params: { account_id: account.id }, proof }),
    onSuccess: async () => {
      notify({ text: t('closed_it'), icon: 'check' });
      await navigate({ to: '/accounts', replace: true });
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  });
  if (close.isError) {
    const leave = (): void => {
      close.reset();
      onDone();
    };
    return (
      <Sheet open={open} title={t('close_it')} onClose={leave}>
        <ErrorBlock error={close.error} />
      </Sheet>
    );
  }
  return (
    <PinSheet
      open={open}
      title={t('close_it')}
      onProof={(proof) => close.mutateAsync(proof).catch(() => undefined)}
      onClose={onDone}
    >
      <p className="soft">{t('close_it_why')}</p>
    </PinSheet>
  );
}
