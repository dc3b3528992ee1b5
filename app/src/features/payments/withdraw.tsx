// Taking money home to a linked card, with its price known before anything is confirmed.

import { decimalOf, parseMoney, subtract, wireOf, ZERO, type Money } from '@sycee/kit';
import type { Account, Card, WithdrawalQuote } from '@sycee/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';

import { bank, troubleOf } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { quoteQuery } from '../../queries.ts';
import { typedMoney } from '../../ui/amount-input.ts';
import { AmountField, AmountPad } from '../../ui/amount-pad.tsx';
import { AmountText } from '../../ui/amount-text.tsx';
import { Cell, Group } from '../../ui/cell.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { Page } from '../../ui/page.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { AccountChoice, accountNamed, useChosenAccount } from '../deposits/account-choice.tsx';
import { CardChoice, cardText } from './card-choice.tsx';
import { CardScreen } from './card-screen.tsx';
import { PaySheet } from './pay-sheet.tsx';
import { useSettled } from './use-settled.ts';
import './withdraw.css';

const route = getRouteApi('/member/withdraw');
const QUOTE_QUIET_MS = 200;

/** The withdrawal screen. */
export function Withdraw() {
  const { t } = useWords('payments');
  return (
    <CardScreen title={t('withdraw')}>
      {(card, cards, choose) => <WithdrawForm card={card} cards={cards} onChoose={choose} />}
    </CardScreen>
  );
}

type Props = {
  readonly card: Card;
  readonly cards: readonly Card[];
  readonly onChoose: (card: Card) => void;
};

function WithdrawForm({ card, cards, onChoose }: Props) {
  const { t } = useWords('payments');
  const online = useOnline();
  const { accounts, account, choose } = useChosenAccount();
  const [typed, setTyped] = useState(route.useSearch().amount ?? '');
  const [confirming, setConfirming] = useState(false);
  const amount = typedMoney(typed);
  const { quote, shown, problem } = useQuote(amount, account);
  const ready = online && quote !== undefined && problem === undefined;
  const pad = (
    <AmountPad
      typed={typed}
      onType={setTyped}
      submit={t('next')}
      disabled={!ready}
      onSubmit={() => setConfirming(true)}
    />
  );
  return (
    <Page title={t('withdraw')} back="/wallet" pad={pad}>
      <AccountChoice label={t('from')} accounts={accounts} account={account} onChoose={choose} />
      <CardChoice label={t('to_card')} cards={cards} card={card} onChoose={onChoose} />
      <AmountField
        label={t('amount')}
        typed={typed}
        onType={setTyped}
        problem={problem}
        onEnter={ready ? () => setConfirming(true) : undefined}
        hint={account && <AvailableLine account={account} onAll={setTyped} />}
      />
      {shown && <Price quote={shown} isTyped={amount !== undefined} />}
      <OfflineReason />
      {quote && (
        <Commit
          open={confirming}
          card={card}
          account={account}
          quote={quote}
          onClose={() => setConfirming(false)}
        />
      )}
    </Page>
  );
}

/** The price of the amount that is typed now, and the last price to show meanwhile. */
function useQuote(amount: Money | undefined, account: Account | undefined) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  // One fen asks for the free allowance before anything is typed.
  const wanted = useSettled(amount?.minor.toString() ?? '1', QUOTE_QUIET_MS);
  const asked = useQuery({ ...quoteQuery(wanted), placeholderData: keepPreviousData });
  const isCurrent = amount !== undefined && asked.data?.amount.minor === amount.minor.toString();
  const quote = isCurrent ? asked.data : undefined;
  const needed = quote === undefined ? (amount?.minor ?? ZERO) : parseMoney(quote.total).minor;
  const isShort = account !== undefined && needed > parseMoney(account.available).minor;
  if (isShort) {
    const available = words(account.available);
    const problem =
      quote === undefined || quote.fee.minor === '0'
        ? t('more_than_available', { available })
        : t('more_with_fee', { available, total: words(quote.total, 'open') });
    return { quote, shown: asked.data, problem };
  }
  const refused = asked.isError && amount !== undefined ? troubleOf(asked.error).detail : undefined;
  return { quote, shown: asked.data, problem: refused };
}

type AvailableProps = { readonly account: Account; readonly onAll: (typed: string) => void };

function AvailableLine({ account, onAll }: AvailableProps) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  const queries = useQueryClient();
  const available = parseMoney(account.available);
  const takeAll = async (): Promise<void> => {
    const quote = await queries.fetchQuery(quoteQuery(available.minor.toString()));
    const minor = subtract(available.minor, parseMoney(quote.fee).minor);
    if (minor > ZERO) onAll(decimalOf({ ...available, minor }));
  };
  return (
    <span className="available-line">
      {t('available_is', { amount: words(available) })}
      {available.minor > ZERO && (
        <button type="button" className="bare text-button" onClick={() => void takeAll()}>
          {t('take_all')}
        </button>
      )}
    </span>
  );
}

function Price({ quote, isTyped }: { quote: WithdrawalQuote; isTyped: boolean }) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  return (
    <Group>
      <Cell
        label={t('fee')}
        detail={t('free_left', { amount: words(quote.free_left) })}
        value={isTyped ? <Fee quote={quote} /> : undefined}
      />
    </Group>
  );
}

function Fee({ quote }: { readonly quote: WithdrawalQuote }) {
  const { t } = useWords('payments');
  return quote.fee.minor === '0' ? <>{t('free')}</> : <AmountText of={quote.fee} open />;
}

type CommitProps = {
  readonly open: boolean;
  readonly card: Card;
  readonly account: Account | undefined;
  readonly quote: WithdrawalQuote;
  readonly onClose: () => void;
};

function Commit({ open, card, account, quote, onClose }: CommitProps) {
  const { t } = useWords('payments');
  const amount = parseMoney(quote.amount);
  return (
    <PaySheet
      open={open}
      title={t('confirm_withdraw')}
      amount={amount}
      rows={[
        { name: t('to'), value: cardText(card) },
        { name: t('fee'), value: <Fee quote={quote} /> },
        { name: t('total'), value: <AmountText of={quote.total} open /> },
      ]}
      request={`withdrawal ${card.id} ${account?.id} ${amount.minor}`}
      send={(call) =>
        bank.withdraw({
          body: { card_id: card.id, amount: wireOf(amount), ...accountNamed(account) },
          ...call,
        })
      }
      onClose={onClose}
    />
  );
}
