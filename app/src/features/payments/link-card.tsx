// Linking a debit card: its number names the bank, the bank checks its holder and sends a code, the
// code binds the card. Used while becoming a customer and later on.

import type { Card, CardVerification } from '@sycee/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, refusedWith } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { accountsQuery, cardBinQuery, cardsQuery, meQuery } from '../../queries.ts';
import { useStore } from '../../store.ts';
import { DIGITS_MAX, DigitCells } from '../../ui/digit-cells.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Field } from '../../ui/field.tsx';
import { FillIn } from '../parties/fill-in.tsx';
import { fullPhone, groupPhone, phoneDigits } from '../parties/phone-number.ts';
import { chosenPerson, watchedPhone } from '../shell/sandbox/world.ts';
import { binOf, cardDigits, cardNumberState, groupCard } from './card-number.ts';

type Props = { readonly onLinked: (card: Card) => void };

/** The two steps of linking. */
export function LinkCard({ onLinked }: Props) {
  const [verification, setVerification] = useState<CardVerification>();
  return verification === undefined ? (
    <CardForm onStarted={setVerification} />
  ) : (
    <CardCode
      verification={verification}
      onLinked={onLinked}
      onAgain={() => setVerification(undefined)}
    />
  );
}

function CardForm({ onStarted }: { readonly onStarted: (started: CardVerification) => void }) {
  const { t } = useWords('payments');
  const me = useQuery(meQuery);
  const { person } = useStore(chosenPerson);
  const [digits, setDigits] = useState('');
  const [typedPhone, setPhone] = useState<string>();
  const phone = typedPhone ?? phoneDigits(me.data?.phone_full ?? '');
  const holderPhone = fullPhone(phone);
  const start = useMutation({
    mutationFn: (full: string) => bank.bindCard({ body: { card_number: digits, phone: full } }),
    onSuccess: onStarted,
  });
  const submit = (): void => {
    if (holderPhone === undefined) return;
    watchedPhone.set(holderPhone);
    start.mutate(holderPhone);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {person?.cards[0] !== undefined && (
        <FillIn
          person={person}
          onFill={() => {
            setDigits(person.cards[0]?.card_number ?? '');
            setPhone(phoneDigits(person.phone));
          }}
        />
      )}
      <CardNumber digits={digits} onDigits={setDigits} />
      <Field
        label={t('card_phone')}
        prefix="+86"
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        value={groupPhone(phone)}
        onText={(text) => setPhone(phoneDigits(text))}
        hint={t('card_phone_why')}
      />
      {start.isError && <ErrorBlock error={start.error} />}
      <Button
        block
        type="submit"
        size="large"
        color="primary"
        disabled={cardNumberState(digits) !== 'right' || holderPhone === undefined}
        loading={start.isPending}
      >
        {t('card_send_code')}
      </Button>
    </form>
  );
}

type NumberProps = {
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
};

/** The field of the number; it says which bank the first digits name. */
function CardNumber({ digits, onDigits }: NumberProps) {
  const { t } = useWords('payments');
  const bin = binOf(digits);
  const issuer = useQuery({ ...cardBinQuery(bin ?? ''), enabled: bin !== undefined });
  const known = bin === undefined ? undefined : issuer.data?.bank_name;
  const isUnknown = bin !== undefined && refusedWith(issuer.error, 'payments.bin_unknown');
  const isWrong = cardNumberState(digits) === 'wrong';
  return (
    <Field
      label={t('card_number')}
      inputMode="numeric"
      autoComplete="cc-number"
      value={groupCard(digits)}
      onText={(text) => onDigits(cardDigits(text))}
      problem={isWrong ? t('card_number_wrong') : isUnknown ? t('card_bank_unknown') : undefined}
      good={known === undefined ? undefined : t('card_bank_is', { bank: known })}
      hint={t('card_number_hint')}
    />
  );
}

type CodeProps = Props & {
  readonly verification: CardVerification;
  readonly onAgain: () => void;
};

function CardCode({ verification, onLinked, onAgain }: CodeProps) {
  const { t } = useWords('payments');
  const queries = useQueryClient();
  const [digits, setDigits] = useState('');
  const confirm = useMutation({
    mutationFn: async (code: string) => {
      const card = await bank.confirmCard({
        params: { verification_id: verification.verification_id },
        body: { code },
      });
      await Promise.all([
        queries.fetchQuery({ ...cardsQuery, staleTime: 0 }),
        queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
      ]);
      return card;
    },
    onSuccess: onLinked,
    onError: () => setDigits(''),
  });
  const type = (next: string): void => {
    setDigits(next);
    if (next.length === DIGITS_MAX && !confirm.isPending) confirm.mutate(next);
  };
  return (
    <div className="stack">
      <p className="soft">
        {t('card_code_sent', {
          bank: verification.bank_name,
          last4: verification.card_last4,
          phone: verification.phone_masked,
        })}
      </p>
      <DigitCells
        label={t('card_code')}
        digits={digits}
        onDigits={type}
        disabled={confirm.isPending}
        wrong={confirm.isError && digits === ''}
        note={t(confirm.isPending ? 'card_code_checking' : 'card_code_hint')}
      />
      {confirm.isError && digits === '' && <ErrorBlock error={confirm.error} />}
      <Button block fill="none" color="primary" onClick={onAgain}>
        {t('card_other')}
      </Button>
    </div>
  );
}
