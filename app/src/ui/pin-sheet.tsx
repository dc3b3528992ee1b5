// A sheet that says what is about to happen and asks for the PIN; it stays while the request is
// under way, because closing it could not take the request back.

import { useState, type ReactNode } from 'react';

import { PinEntry } from './pin-entry.tsx';
import { Sheet } from './sheet.tsx';

type Props = {
  readonly open: boolean;
  readonly title: string;
  /** What the PIN is for, above the cells. */
  readonly children?: ReactNode;
  /** Uses the proof; its failure is said under the cells. */
  readonly onProof: (proof: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** The sheet. */
export function PinSheet({ open, title, children, onProof, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  return (
    <Sheet open={open} title={title} onClose={onClose} locked={busy}>
      {children}
      <PinEntry onProof={onProof} onBusy={setBusy} />
    </Sheet>
  );
}
