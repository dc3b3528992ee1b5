// Sending money to a person: amount, note, and when it arrives.

import { wireOf, type Money } from '@sycee/kit';
import type { Account, Order } from '@sycee/sdk';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { typedMoney } from '../../ui/amount-input.ts';
import { AmountField, AmountPad } from '../../ui/amount-pad.tsx';
import { Avatar } from '../../ui/cell.tsx';
import { Chips } from '../../ui/chips.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, SkeletonRows } from '../../ui/states.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { AccountChoice, accountNamed, useChosenAccount } from '../deposits/account-choice.tsx';
import { LiftHint } from '../deposits/lift-hint.tsx';
import { transferProblem } from './checks.ts';
import { ButtonLink } from './links.tsx';
import { NoteRow } from './note-row.tsx';
import { PaySheet, type PayRow } from './pay-sheet.tsx';
import { useKnownPayee, type KnownPayee } from './payee.ts';
import './transfer.css';

type Arrival = NonNullable<Order['arrival']>;

/** The second screen of a transfer. */
export function Transfer() {
  const { t } = useWords('payments');
  const { partyId } = useParams({ from: '/member/transfer/$partyId' });
  const payee = useKnownPayee(partyId);
  if (typeof payee === 'object') return <TransferTo payee={payee} />;
  return (
    <Page title={t('transfer')} back="/wallet">
      {payee === 'looking' ? (
        <SkeletonRows rows={2} />
      ) : (
        <Empty icon="people" title={t('payee_gone')}>
          <ButtonLink to="/transfer" replace>
            {t('transfer')}
          </ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

function TransferTo({ payee }: { readonly payee: KnownPayee }) {
  const { t } = useWords('payments');
  const search = useSearch({ from: '/member/transfer/$partyId' });
  const online = useOnline();
  const { accounts, account, choose } = useChosenAccount();
  const [typed, setTyped] = useState(search.amount ?? '');
  const [note, setNote] = useState(search.note ?? '');
  const [arrival, setArrival] = useState<Arrival>('instant');
  const [open, setOpen] = useState(false);
  const amount = typedMoney(typed);
  const body = amount && {
    to_party_id: payee.id,
    amount: wireOf(amount),
    arrival,
    ...(note !== '' && { note }),
    ...accountNamed(account),
  };
  const { hint, problem } = useTransferWords(amount, account);
  const ready = online && amount !== undefined && account !== undefined && problem === undefined;
  return (
    <Page
      title={t('transfer')}
      back="/wallet"
      pad={
        <AmountPad
          typed={typed}
          onType={setTyped}
          submit={t('next')}
          disabled={!ready}
          onSubmit={() => setOpen(true)}
        />
      }
    >
      <PayeeHead payee={payee} />
      <AccountChoice label={t('from')} accounts={accounts} account={account} onChoose={choose} />
      <AmountField
        label={t('amount')}
        typed={typed}
        onType={setTyped}
        hint={hint}
        problem={problem}
        onEnter={ready ? () => setOpen(true) : undefined}
      />
      {account && <LiftHint account={account} what="day" />}
      <NoteRow note={note} onNote={setNote} />
      <OfflineReason />
      <ArrivalChoice arrival={arrival} name={payee.name} onChoose={setArrival} />
      {amount && body && (
        <PaySheet
          open={open}
          title={t('confirm_transfer')}
          amount={amount}
          rows={transferRows(payee, note, t(`arrival_${arrival}`), t)}
          request={JSON.stringify(['transfer', body])}
          send={(call) => bank.sendTransfer({ body, ...call })}
          onClose={() => setOpen(false)}
        />
      )}
    </Page>
  );
}

function PayeeHead({ payee }: { readonly payee: KnownPayee }) {
  const { t } = useWords('payments');
  return (
    <div className="payee-head">
      <Avatar name={payee.name} size={48} />
      <p>
        <span className="soft small">{t('to')}</span>
        <strong>{payee.name}</strong>
        <span className="soft small num">{payee.phone}</span>
      </p>
    </div>
  );
}

type ArrivalProps = {
  readonly arrival: Arrival;
  readonly name: string;
  readonly onChoose: (arrival: Arrival) => void;
};

function ArrivalChoice({ arrival, name, onChoose }: ArrivalProps) {
  const { t } = useWords('payments');
  return (
    <section className="arrival">
      <h2 className="visually-hidden">{t('arrival')}</h2>
      <Chips<Arrival>
        label={t('arrival')}
        value={arrival}
        onChoose={onChoose}
        options={[
          { value: 'instant', text: t('arrival_instant') },
          { value: 'on_acceptance', text: t('arrival_on_acceptance') },
        ]}
      />
      <p className="soft small" aria-live="polite">
        {t(`arrival_${arrival}_why`, { name })}
      </p>
    </section>
  );
}

function transferRows(
  payee: KnownPayee,
  note: string,
  arrival: string,
  t: ReturnType<typeof useWords<'payments'>>['t'],
): PayRow[] {
  return [
    {
      name: t('to'),
      value: (
        <>
          {payee.name} <span className="soft num">{payee.phone}</span>
        </>
      ),
    },
    ...(note === '' ? [] : [{ name: t('note'), value: note }]),
    { name: t('arrival'), value: arrival },
    { name: t('fee'), value: t('free') },
  ];
}

function useTransferWords(amount: Money | undefined, account: Account | undefined) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  if (account === undefined) return {};
  const problem = amount === undefined ? undefined : transferProblem(amount, account);
  if (problem?.kind === 'more_than_available') {
    return { problem: t('more_than_available', { available: words(problem.amount) }) };
  }
  if (problem !== undefined) {
    const { left, limit } = problem;
    return { problem: t(problem.kind, { left: words(left), limit: words(limit) }) };
  }
  const available = t('available_is', { amount: words(account.available) });
  const left = t('left_today', { amount: words(account.limits.outgoing_day.left) });
  return {
    hint: (
      <span className="transfer-hint">
        <span>{available}</span>
        <span>{left}</span>
      </span>
    ),
  };
}
