// The field and the keypad an amount is typed with. The field is a real input, so a keyboard and a
// screen reader work as they do everywhere; the pad is for thumbs.

import { useEffect, useId, useRef, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { usePreferences } from '../preferences.ts';
import { acceptTyped, groupTyped, pressKey } from './amount-input.ts';
import { Icon } from './icons.tsx';
import './amount-pad.css';

type FieldProps = {
  readonly label: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What is wrong with the amount, said at once; the pad stays usable. */
  readonly problem?: string | undefined;
  readonly hint?: ReactNode;
  /** Goes on, for those who type: the same as the button of the pad. */
  readonly onEnter?: (() => void) | undefined;
};

/** The amount in large figures, with a hint or a problem under it. */
export function AmountField({ label, typed, onType, problem, hint, onEnter }: FieldProps) {
  const { language } = usePreferences();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <div className="amount-field">
      <label htmlFor={id} className="amount-field-label">
        {label}
      </label>
      <div className="amount-field-line">
        <span aria-hidden="true" className="amount-field-symbol">
          ¥
        </span>
        <input
          ref={field}
          id={id}
          className="amount-field-input num"
          inputMode="none"
          autoComplete="off"
          placeholder="0.00"
          value={typed === '' ? '' : groupTyped(typed, language)}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => onType(acceptTyped(typed, event.target.value))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || onEnter === undefined) return;
            // The same key must not press what the focus moves to.
            event.preventDefault();
            onEnter();
          }}
        />
      </div>
      <div id={`${id}-note`} className="amount-field-note" aria-live="polite">
        {problem === undefined ? (
          hint
        ) : (
          <span className="field-problem">
            <Icon name="alert" size={16} />
            {problem}
          </span>
        )}
      </div>
    </div>
  );
}

type PadProps = {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly submit: string;
  readonly disabled: boolean;
  readonly onSubmit: () => void;
};

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '.'] as const;

/** The keypad at the foot of the screen, with the button that goes on. */
export function AmountPad({ typed, onType, submit, disabled, onSubmit }: PadProps) {
  const { t } = useWords('ui');
  return (
    <div className="amount-pad">
      {DIGITS.map((key) => (
        <button
          key={key}
          type="button"
          className={`pad-key num pad-key-${key === '.' ? 'dot' : key}`}
          aria-label={key === '.' ? t('decimal_point') : key}
          onClick={() => onType(pressKey(typed, key))}
        >
          {key}
        </button>
      ))}
      <button
        type="button"
        className="pad-key pad-key-erase"
        aria-label={t('erase')}
        onClick={() => onType(pressKey(typed, 'erase'))}
      >
        <Icon name="erase" />
      </button>
      <button type="button" className="pad-submit" disabled={disabled} onClick={onSubmit}>
        {submit}
      </button>
    </div>
  );
}
