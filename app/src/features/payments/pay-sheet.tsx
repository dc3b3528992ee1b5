// Confirming a payment: what will happen, the PIN, and an honest word when the bank is not heard.
// The key is made when the sheet opens, so that a double tap, or asking again, is one payment.

import type { Money } from '@sycee/kit';
import type { Order } from '@sycee/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd-mobile';
import { useState, type ReactNode } from 'react';

import { refusedWith, troubleOf } from '../../bank.ts';
import { useWords } from '../../i18n/words.ts';
import { orderQuery } from '../../queries.ts';
import { moneyMoved } from '../../query-client.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { ErrorBlock } from '../../ui/error-block.tsx';
import { Icon } from '../../ui/icons.tsx';
import { OfflineReason, useOnline } from '../../ui/online.tsx';
import { PinEntry } from '../../ui/pin-entry.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { stepUpNeedOf } from '../parties/security/step-up-need.ts';
import { StepUp } from '../parties/security/step-up.tsx';
import { sendProven, type Proven } from '../parties/security/use-proven.ts';
import { WaysOn } from '../parties/security/ways-on.tsx';
import { answered, keepUnanswered, keyFor } from './unanswered.ts';
import './pay-sheet.css';

export type PayRow = { readonly name: string; readonly value: ReactNode };

/** What makes the request safe: the key of this payment, and what the person has shown. */
export type PayCall = Proven & { readonly idempotencyKey: string };

type FlowProps = {
  readonly amount: Money;
  readonly rows: readonly PayRow[];
  /** The order in one text: the same text is the same payment. */
  readonly request: string;
  readonly send: (call: PayCall) => Promise<Order>;
  readonly onClose: () => void;
};

type Props = FlowProps & { readonly open: boolean; readonly title: string };

/** The sheet; once the bank has taken the order, its result takes the place of the screen. */
export function PaySheet({ open, title, ...flow }: Props) {
  const [busy, setBusy] = useState(false);
  return (
    <Sheet open={open} title={title} onClose={flow.onClose} locked={busy}>
      <PayFlow {...flow} onBusy={setBusy} />
    </Sheet>
  );
}

function PayFlow({ onBusy, ...flow }: FlowProps & { onBusy: (busy: boolean) => void }) {
  const [isConfirmed, setConfirmed] = useState(false);
  const { payment, asksPin, need } = usePayment(flow, onBusy);
  const shown = payment.variables;
  if (need !== undefined && shown !== undefined) {
    const token = (stepUp?: string): void => payment.mutate({ proof: shown.proof, stepUp });
    return <StepUp key={need.id} need={need} money busy={payment.isPending} onToken={token} />;
  }
  if (payment.isError && !asksPin) {
    const again = (): void => {
      if (shown !== undefined) payment.mutate(shown);
    };
    return <Trouble error={payment.error} onAgain={again} onClose={flow.onClose} />;
  }
  if (!isConfirmed) return <Summary {...flow} onConfirm={() => setConfirmed(true)} />;
  return (
    <>
      <p className="pay-amount">
        <AmountText of={flow.amount} size="figure" open />
      </p>
      <PinEntry
        onBusy={onBusy}
        onProof={(proof) =>
          payment.mutateAsync({ proof, stepUp: shown?.stepUp }).catch(() => undefined)
        }
      />
    </>
  );
}

function Summary({ amount, rows, onConfirm }: FlowProps & { onConfirm: () => void }) {
  const { t } = useWords('payments');
  const online = useOnline();
  return (
    <>
      <p className="pay-amount">
        <AmountText of={amount} size="hero" open />
      </p>
      <dl className="pay-rows">
        {rows.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="pay-promise">
        <Icon name="shield" size={18} />
        {t('pay_once')}
      </p>
      <OfflineReason />
      <Button block size="large" color="primary" disabled={!online} onClick={onConfirm}>
        {t('pay_with_pin')}
      </Button>
    </>
  );
}

type TroubleProps = {
  readonly error: unknown;
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

function Trouble({ error, onAgain, onClose }: TroubleProps) {
  const { t } = useWords('payments');
  const navigate = useNavigate();
  const isUnknown = troubleOf(error).moneyMoved === 'unknown';
  return (
    <>
      <p className="pay-trouble">{t(isUnknown ? 'unknown_title' : 'refused_title')}</p>
      <ErrorBlock error={error} money />
      <WaysOn error={error} />
      {isUnknown ? (
        <>
          <Button block size="large" color="primary" onClick={onAgain}>
            {t('ask_again')}
          </Button>
          <Button block size="large" onClick={() => void navigate({ to: '/bills' })}>
            {t('see_bills')}
          </Button>
        </>
      ) : (
        <Button block size="large" color="primary" onClick={onClose}>
          {t('change_it')}
        </Button>
      )}
    </>
  );
}

function usePayment({ request, send }: FlowProps, onBusy: (busy: boolean) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(() => keyFor(request));
  const payment = useMutation({
    mutationFn: (shown: Proven) => {
      onBusy(true);
      return sendProven((call) => send({ idempotencyKey: key, ...call }), shown);
    },
    onSuccess: async (order) => {
      answered(key);
      queries.setQueryData(orderQuery(order.id).queryKey, order);
      const params = { orderId: order.id };
      await navigate({ to: '/orders/$orderId/result', params, replace: true });
    },
    onError: (error) => {
      if (troubleOf(error).moneyMoved === 'unknown') keepUnanswered(request, key);
      else if (!refusedWith(error, 'platform.proof_invalid')) answered(key);
    },
    onSettled: () => {
      onBusy(false);
      void moneyMoved(queries);
    },
  });
  // A proof that is used up or too old says nothing about the money: the PIN is asked for again.
  const asksPin = refusedWith(payment.error, 'platform.proof_invalid');
  return { payment, asksPin, need: stepUpNeedOf(payment.error) };
}
