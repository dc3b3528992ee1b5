// A sheet for what takes the PIN and perhaps one more check; it closes by itself when it is done.

import { useState, type ReactNode } from 'react';

import { refusedWith } from '../../../bank.ts';
import { ErrorBlock } from '../../../ui/error-block.tsx';
import { PinEntry } from '../../../ui/pin-entry.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { StepUp } from './step-up.tsx';
import { useProven, type Proven } from './use-proven.ts';
import { WaysOn } from './ways-on.tsx';

type FlowProps<Done> = {
  readonly send: (call: Proven) => Promise<Done>;
  readonly onDone: (done: Done) => void;
  /** What the PIN is for. */
  readonly children?: ReactNode;
};

type Props<Done> = FlowProps<Done> & {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
};

/** The sheet. */
export function ProvenSheet<Done>({ open, title, onClose, ...flow }: Props<Done>) {
  const [busy, setBusy] = useState(false);
  return (
    <Sheet open={open} title={title} onClose={onClose} locked={busy}>
      <ProvenFlow {...flow} onBusy={setBusy} />
    </Sheet>
  );
}

function ProvenFlow<Done>({
  send,
  onDone,
  children,
  onBusy,
}: FlowProps<Done> & { readonly onBusy?: (busy: boolean) => void }) {
  const { need, sending, onProof, onToken } = useProven(send, {
    onDone,
    ...(onBusy && { onBusy }),
  });
  if (need !== undefined) {
    return <StepUp key={need.id} need={need} busy={sending.isPending} onToken={onToken} />;
  }
  // The PIN cells say what is wrong with a PIN; the rest needs more room.
  const asked = sending.isError && !refusedWith(sending.error, 'platform.proof_invalid');
  return (
    <>
      {children}
      {asked && <ErrorBlock error={sending.error} />}
      {asked && <WaysOn error={sending.error} />}
      <PinEntry
        onProof={(proof) => onProof(proof).catch(() => undefined)}
        {...(onBusy && { onBusy })}
      />
    </>
  );
}
