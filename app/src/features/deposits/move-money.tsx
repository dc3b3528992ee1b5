// Money from one of a person's accounts to another: which two, how much, the PIN.

import { parseMoney, wireOf, type Money } from '@sycee/kit';
import type { Account } from '@sycee/sdk';
import { newIdempotencyKey } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, refusedWith, troubleOf } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery } from '../../queries.ts';
import { moneyMoved } from '../../query-client.ts';
import { typedMoney } from '../../ui/amount-input.ts';
import { AmountField, AmountPad } from '../../ui/amount-pad.tsx';
import { AmountText } from '../../ui/amount-text.tsx';
import { CellButton, CellLink, Group } from '../../ui/cell.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { PinEntry } from '../../ui/pin-entry.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { AccountChoice } from './account-choice.tsx';
import { useAccountName } from './account-words.ts';
import { LiftHint } from './lift-hint.tsx';
import { moveProblem } from './move-problem.ts';
import './accounts.css';

/** The screen of a move. */
export function MoveMoney() {
  const { t } = useWords('deposits');
  const accounts = useQuery(accountsQuery);
  const [first, second] = accounts.data ?? [];
  if (first !== undefined && second !== undefined) {
    return <MoveForm accounts={accounts.data ?? []} start={[first, second]} />;
  }
  return (
    <Page title={t('move_money')} back="/accounts">
      {accounts.isPending && <SkeletonRows rows={3} />}
      {accounts.isError && first === undefined && (
        <ErrorBlock error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {first !== undefined && (
        <>
          <Empty icon="wallet" title={t('move_needs_two')}>
            <p>{t('move_needs_two_why')}</p>
          </Empty>
          <Group>
            <CellLink to="/accounts/new" icon="plus" label={t('open_account')} />
          </Group>
        </>
      )}
    </Page>
  );
}

type FormProps = {
  readonly accounts: readonly Account[];
  readonly start: readonly [Account, Account];
};

function MoveForm({ accounts, start }: FormProps) {
  const { t } = useWords('deposits');
  const online = useOnline();
  const [ids, setIds] = useState({ from: start[0].id, to: start[1].id });
  const [typed, setTyped] = useState('');
  const [confirming, setConfirming] = useState(false);
  const find = (id: Account['id'], other: Account) =>
    accounts.find((one) => one.id === id) ?? other;
  const [from, to] = [find(ids.from, start[0]), find(ids.to, start[1])];
  const amount = typedMoney(typed);
  const { hint, problem } = useMoveWords(amount, from, to);
  const ready = online && amount !== undefined && problem === undefined;
  const swap = (): void => setIds({ from: to.id, to: from.id });
  // Choosing the account of the other side swaps the two.
  const choose = (side: 'from' | 'to') => (one: Account) =>
    one.id === (side === 'from' ? to.id : from.id) ? swap() : setIds({ ...ids, [side]: one.id });
  return (
    <Page
      title={t('move_money')}
      back="/accounts"
      pad={
        <AmountPad
          typed={typed}
          onType={setTyped}
          submit={t('move_next')}
          disabled={!ready}
          onSubmit={() => setConfirming(true)}
        />
      }
    >
      <div className="move-sides">
        <AccountChoice
          label={t('move_from')}
          accounts={accounts}
          account={from}
          onChoose={choose('from')}
        />
        <AccountChoice
          label={t('move_to')}
          accounts={accounts}
          account={to}
          onChoose={choose('to')}
        />
        <Group>
          <CellButton icon="refresh" label={t('move_swap')} onClick={swap} />
        </Group>
      </div>
      <AmountField
        label={t('move_amount')}
        typed={typed}
        onType={setTyped}
        hint={hint}
        problem={problem}
        onEnter={ready ? () => setConfirming(true) : undefined}
      />
      <LiftHint account={from} what="day" />
      <OfflineReason />
      {amount !== undefined && (
        <MoveSheet
          key={`${from.id} ${to.id} ${amount.minor}`}
          open={confirming}
          move={{ from, to, amount }}
          onClose={() => setConfirming(false)}
        />
      )}
    </Page>
  );
}

function useMoveWords(amount: Money | undefined, from: Account, to: Account) {
  const { t } = useWords('deposits');
  const words = useAmountWords();
  const problem = amount && moveProblem(amount, from, to);
  if (problem === undefined) {
    return { hint: t('account_available', { amount: words(from.available) }) };
  }
  const figure = words(problem.figure);
  return {
    problem: t(`move_${problem.kind}`, { available: figure, room: figure, left: figure }),
  };
}

type Move = { readonly from: Account; readonly to: Account; readonly amount: Money };
type SheetProps = {
  readonly open: boolean;
  readonly move: Move;
  readonly onClose: () => void;
};

function MoveSheet({ open, move, onClose }: SheetProps) {
  const { t } = useWords('deposits');
  const [busy, setBusy] = useState(false);
  return (
    <Sheet open={open} title={t('move_confirm')} onClose={onClose} locked={busy}>
      <MoveFlow move={move} onBusy={setBusy} onClose={onClose} />
    </Sheet>
  );
}

type FlowProps = Omit<SheetProps, 'open'> & { readonly onBusy: (busy: boolean) => void };

function MoveFlow({ move, onBusy, onClose }: FlowProps) {
  const { t } = useWords('deposits');
  const nameOf = useAccountName();
  const sending = useSending(move, onBusy);
  if (sending.isError && !refusedWith(sending.error, 'platform.proof_invalid')) {
    const isUnknown = troubleOf(sending.error).moneyMoved === 'unknown';
    const again = (): void => {
      if (isUnknown && sending.variables !== undefined) sending.mutate(sending.variables);
      else onClose();
    };
    return (
      <>
        <ErrorBlock error={sending.error} money />
        <Button block size="large" color="primary" onClick={again}>
          {t('move_again')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="move-amount">
        <AmountText of={move.amount} size="hero" open />
      </p>
      <p className="soft">
        {t('upgrade_from_to', { from: nameOf(move.from), to: nameOf(move.to) })}. {t('move_free')}
      </p>
      <PinEntry
        onBusy={onBusy}
        onProof={(proof) => sending.mutateAsync(proof).catch(() => undefined)}
      />
    </>
  );
}

function useSending({ from, to, amount }: Move, onBusy: (busy: boolean) => void) {
  const { t } = useWords('deposits');
  const nameOf = useAccountName();
  const words = useAmountWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // One key from opening to closing: a double tap, or asking again, is one move.
  const [idempotencyKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: (proof: string) => {
      onBusy(true);
      const body = { from_account_id: from.id, to_account_id: to.id, amount: wireOf(amount) };
      return bank.moveMoney({ body, idempotencyKey, proof });
    },
    onSuccess: async (moved) => {
      const text = t('move_done', {
        amount: words(parseMoney(moved.amount), 'open'),
        name: nameOf(to),
      });
      notify({ text, icon: 'check' });
      await navigate({ to: '/accounts', replace: true });
    },
    onSettled: () => {
      onBusy(false);
      void moneyMoved(queries);
    },
  });
}
