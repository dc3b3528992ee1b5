// Bringing money in from a linked card.

import { add, parseMoney, wireOf, type Money } from '@sycee/kit';
import type { Account, Card } from '@sycee/sdk';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';

import { bank } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { typedMoney } from '../../ui/amount-input.ts';
import { AmountField, AmountPad } from '../../ui/amount-pad.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { AccountChoice, accountNamed, useChosenAccount } from '../deposits/account-choice.tsx';
import { LiftHint } from '../deposits/lift-hint.tsx';
import { CardChoice, cardText } from './card-choice.tsx';
import { CardScreen } from './card-screen.tsx';
import { roomOf } from './checks.ts';
import { PaySheet } from './pay-sheet.tsx';

const route = getRouteApi('/member/top-up');

/** The top-up screen. */
export function TopUp() {
  const { t } = useWords('payments');
  return (
    <CardScreen title={t('top_up')}>
      {(card, cards, choose) => <TopUpForm card={card} cards={cards} onChoose={choose} />}
    </CardScreen>
  );
}

type Props = {
  readonly card: Card;
  readonly cards: readonly Card[];
  readonly onChoose: (card: Card) => void;
};

function TopUpForm({ card, cards, onChoose }: Props) {
  const { t } = useWords('payments');
  const online = useOnline();
  const { accounts, account, choose } = useChosenAccount();
  const [typed, setTyped] = useState(route.useSearch().amount ?? '');
  const [confirming, setConfirming] = useState(false);
  const amount = typedMoney(typed);
  const { hint, problem } = useTopUpWords(amount, account);
  const ready = online && amount !== undefined && problem === undefined;
  const foot = (
    <AmountPad
      typed={typed}
      onType={setTyped}
      submit={t('next')}
      disabled={!ready}
      onSubmit={() => setConfirming(true)}
    />
  );
  return (
    <Page title={t('top_up')} back="/wallet" pad={foot}>
      <CardChoice label={t('from_card')} cards={cards} card={card} onChoose={onChoose} />
      <AccountChoice label={t('to')} accounts={accounts} account={account} onChoose={choose} />
      <AmountField
        label={t('amount')}
        typed={typed}
        onType={setTyped}
        hint={hint}
        problem={problem}
        onEnter={ready ? () => setConfirming(true) : undefined}
      />
      {account && <LiftHint account={account} what="balance" />}
      <OfflineReason />
      {amount !== undefined && (
        <PaySheet
          open={confirming}
          title={t('confirm_top_up')}
          amount={amount}
          rows={[
            { name: t('from'), value: cardText(card) },
            { name: t('to'), value: t('your_balance') },
            { name: t('fee'), value: t('free') },
          ]}
          request={`top-up ${card.id} ${account?.id} ${amount.minor}`}
          send={(call) =>
            bank.topUp({
              body: { card_id: card.id, amount: wireOf(amount), ...accountNamed(account) },
              ...call,
            })
          }
          onClose={() => setConfirming(false)}
        />
      )}
    </Page>
  );
}

/** What to say under the amount: where it leads, or why it is too much for the account's class. */
function useTopUpWords(amount: Money | undefined, account: Account | undefined) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  if (account === undefined) return { hint: t('top_up_hint') };
  const room = roomOf(account);
  if (room !== undefined && amount !== undefined && amount.minor > room.minor) {
    return { problem: t('more_than_class', { room: words(room) }) };
  }
  if (amount !== undefined) {
    const { minor: now, currency } = parseMoney(account.available);
    const after = words({ minor: add(now, amount.minor), currency });
    return { hint: t('top_up_after', { amount: after }) };
  }
  if (room === undefined || account.limits.balance_max === null) return { hint: t('top_up_hint') };
  const max = words(account.limits.balance_max);
  return { hint: t('top_up_room', { max, room: words(room) }) };
}
