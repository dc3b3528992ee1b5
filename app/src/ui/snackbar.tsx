// A short message over everything else, announced and gone by itself; it may offer one way on. One
// that nobody may miss stays until it is taken away.

import { useEffect, useRef } from 'react';

import { storeOf, useStore } from '../store.ts';
import { Icon, type IconName } from './icons.tsx';
import './snackbar.css';

type Message = {
  readonly text: string;
  readonly icon?: IconName;
  readonly action?: { readonly text: string; readonly run?: () => void };
  /** Stays until its action is taken, or another message takes its place. */
  readonly lasting?: boolean;
};

/** A way on needs longer to be taken than a word needs to be read. */
const shownMs = ({ action }: Message): number => (action === undefined ? 3000 : 7000);

const message = storeOf<Message | undefined>(undefined);

/** Shows a message in place of any other. */
export function notify(next: Message): void {
  message.set(next);
}

/** Where messages appear; mounted once, by the shell. */
export function Snackbar() {
  const current = useStore(message);
  const box = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const element = box.current;
    // Hidden first, so that it comes to lie over a sheet that opened meanwhile.
    element?.hidePopover();
    if (current === undefined) return;
    element?.showPopover();
    if (current.lasting === true) return;
    const timer = setTimeout(() => message.set(undefined), shownMs(current));
    return () => clearTimeout(timer);
  }, [current]);
  return (
    <output ref={box} popover="manual" className="snackbar">
      {current !== undefined && (
        <>
          {current.icon !== undefined && <Icon name={current.icon} size={20} />}
          <span>{current.text}</span>
          {current.action !== undefined && (
            <button
              type="button"
              className="bare snackbar-action"
              onClick={() => {
                message.set(undefined);
                current.action?.run?.();
              }}
            >
              {current.action.text}
            </button>
          )}
        </>
      )}
    </output>
  );
}
