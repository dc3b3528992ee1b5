// Accepting or returning a transfer that waits. A sheet says what will happen before it does; its
// key is made when it opens, so that two taps are one answer.

import type { Order } from '@sycee/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd-mobile';
import { useState } from 'react';

import { bank, troubleOf } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { orderQuery } from '../../queries.ts';
import { moneyMoved } from '../../query-client.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { useOnline } from '../../ui/online.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { notify } from '../../ui/snackbar.tsx';
import { useAmountWords } from '../../ui/use-amount-words.ts';
import { answered, keepUnanswered, keyFor } from './unanswered.ts';
import './answer-transfer.css';

type Answer = 'accept' | 'return';

/** The two buttons, and the sheet that asks once more. */
export function AnswerTransfer({ order }: { readonly order: Order }) {
  const { t } = useWords('payments');
  const online = useOnline();
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const { name } = order.counterparty;
  const close = (): void => setAnswer(undefined);
  return (
    <div className="answers">
      <Button
        aria-label={`${t('return_it')}: ${name}`}
        disabled={!online || !order.can_return}
        onClick={() => setAnswer('return')}
      >
        {t('return_it')}
      </Button>
      <Button
        color="primary"
        aria-label={`${t('accept')}: ${name}`}
        disabled={!online || !order.can_accept}
        onClick={() => setAnswer('accept')}
      >
        {t('accept')}
      </Button>
      <Sheet
        open={answer !== undefined}
        title={t(answer === 'return' ? 'return_question' : 'accept_question')}
        onClose={close}
        locked={busy}
      >
        {answer !== undefined && (
          <AnswerFlow order={order} answer={answer} onBusy={setBusy} onClose={close} />
        )}
      </Sheet>
    </div>
  );
}

type FlowProps = {
  readonly order: Order;
  readonly answer: Answer;
  readonly onBusy: (busy: boolean) => void;
  readonly onClose: () => void;
};

function AnswerFlow(props: FlowProps) {
  const { order, answer } = props;
  const { t } = useWords('payments');
  const words = useAmountWords();
  const send = useAnswer(props);
  const texts = { name: order.counterparty.name, amount: words(order.amount, 'open') };
  const isUnknown = send.isError && troubleOf(send.error).moneyMoved === 'unknown';
  return (
    <>
      <p className="pay-amount">
        <AmountText of={order.amount} size="hero" open />
      </p>
      <p>{t(`${answer}_why`, texts)}</p>
      {send.isError && <ErrorBlock error={send.error} money />}
      <Button
        block
        size="large"
        color={answer === 'accept' ? 'primary' : 'default'}
        loading={send.isPending}
        disabled={send.isError && !isUnknown}
        onClick={() => send.mutate()}
      >
        {isUnknown ? t('ask_again') : t(answer === 'accept' ? 'accept' : 'return_it')}
      </Button>
    </>
  );
}

function useAnswer({ order, answer, onBusy, onClose }: FlowProps) {
  const { t } = useWords('payments');
  const words = useAmountWords();
  const queries = useQueryClient();
  const request = `${answer} ${order.id}`;
  const [key] = useState(() => keyFor(request));
  return useMutation({
    mutationFn: () => {
      onBusy(true);
      const call = { params: { order_id: order.id }, idempotencyKey: key };
      return answer === 'accept' ? bank.acceptTransfer(call) : bank.returnTransfer(call);
    },
    onSuccess: (settled) => {
      answered(key);
      queries.setQueryData(orderQuery(order.id).queryKey, settled);
      const { name } = order.counterparty;
      const text = t(`${answer}_done`, { amount: words(order.amount), name });
      notify({ text, icon: 'check' });
      onClose();
    },
    onError: (error) => {
      if (troubleOf(error).moneyMoved === 'unknown') keepUnanswered(request, key);
      else answered(key);
    },
    onSettled: () => {
      onBusy(false);
      void moneyMoved(queries);
    },
  });
}
