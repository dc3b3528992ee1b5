// A sheet that rises from the foot of the screen. It is the platform's own modal dialog, so focus
// stays inside, Escape closes it, the rest is inert, and focus returns to where it was.

import { useEffect, useId, useRef, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import './sheet.css';

type Props = {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** While something is under way that closing could not undo. */
  readonly locked?: boolean;
  readonly tall?: boolean;
};

/** A modal sheet; its content mounts when it opens and is forgotten when it closes. */
export function Sheet({ open, title, onClose, children, locked = false, tall = false }: Props) {
  const { t } = useWords('ui');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
  }, [open]);
  const close = (): void => {
    if (!locked) onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={`sheet${tall ? ' sheet-tall' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      {open && (
        <div className="sheet-body">
          <div className="sheet-head">
            <h2 id={titleId}>{title}</h2>
            <button
              type="button"
              className="bare sheet-close"
              aria-label={t('close')}
              disabled={locked}
              onClick={close}
            >
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
