// Six cells for a code or a PIN. One real input lies over them, so that a code pastes, fills in by
// itself from a message, and a screen reader meets one field and not six.

import { useEffect, useId, useRef, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import './digit-cells.css';

export const DIGITS_MAX = 6;

type Props = {
  readonly label: string;
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
  /** Shows dots, and keeps the system keyboard away because a keypad is there. */
  readonly secret?: boolean;
  readonly disabled?: boolean;
  readonly wrong?: boolean;
  readonly note?: ReactNode;
};

/** The cells, with a note under them that is announced. */
export function DigitCells(props: Props) {
  const { label, digits, onDigits, secret = false, disabled = false, wrong = false, note } = props;
  const { t } = useWords('ui');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const next = disabled ? undefined : digits.length;
  useEffect(() => {
    if (!disabled) input.current?.focus({ preventScroll: true });
  }, [disabled]);
  return (
    <div className={`digit-cells${wrong ? ' digit-cells-wrong' : ''}`}>
      <div className="digit-cells-row">
        <input
          ref={input}
          className="digit-cells-input"
          aria-label={label}
          aria-describedby={id}
          aria-invalid={wrong}
          type={secret ? 'password' : 'text'}
          inputMode={secret ? 'none' : 'numeric'}
          autoComplete={secret ? 'off' : 'one-time-code'}
          maxLength={DIGITS_MAX + 4}
          value={digits}
          readOnly={disabled}
          onChange={(event) => onDigits(digitsIn(event.target.value))}
        />
        {Array.from({ length: DIGITS_MAX }, (_, place) => (
          <span
            key={place}
            aria-hidden="true"
            className={`digit-cell num${place === next ? ' digit-cell-next' : ''}`}
          >
            {secret && place < digits.length ? <span className="digit-dot" /> : digits[place]}
          </span>
        ))}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {secret ? t('digits_entered', { count: digits.length, of: DIGITS_MAX }) : ''}
      </p>
      <output id={id} className="digit-cells-note">
        {note}
      </output>
    </div>
  );
}

/** The digits of a text, at most as many as there are cells. */
function digitsIn(text: string): string {
  return text.replaceAll(/\D/g, '').slice(0, DIGITS_MAX);
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'erase'] as const;

type KeypadProps = {
  readonly digits: string;
  readonly onDigits: (digits: string) => void;
  readonly disabled?: boolean;
};

/** Our own keypad for secrets: no system keyboard sees them. */
export function DigitKeypad({ digits, onDigits, disabled = false }: KeypadProps) {
  const { t } = useWords('ui');
  return (
    <div className="digit-keypad">
      {KEYS.map((key) =>
        key === '' ? (
          <span key="gap" />
        ) : (
          <button
            key={key}
            type="button"
            className="digit-key num"
            disabled={disabled}
            aria-label={key === 'erase' ? t('erase') : key}
            onPointerDown={(event) => event.preventDefault()}
            onClick={({ detail }) => {
              // The tail of a double tap on the button that led here is no digit.
              if (detail > 1 && digits === '') return;
              onDigits(key === 'erase' ? digits.slice(0, -1) : digitsIn(digits + key));
            }}
          >
            {key === 'erase' ? <Icon name="erase" /> : key}
          </button>
        ),
      )}
    </div>
  );
}
