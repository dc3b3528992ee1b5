// A labelled text field with what it is for, and at once what is wrong with it.

import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

import { Icon } from './icons.tsx';
import './field.css';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'prefix'> & {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  /** Said when what was typed is complete and right. */
  readonly good?: string | undefined;
  readonly prefix?: ReactNode;
};

/** A text field. */
export function Field({ label, onText, hint, problem, good, prefix, ...input }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={`field-box${problem === undefined ? '' : ' field-box-bad'}`}>
        {prefix !== undefined && <span className="field-prefix">{prefix}</span>}
        <input
          {...input}
          id={id}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => onText(event.target.value)}
        />
        {good !== undefined && problem === undefined && (
          <span className="field-good">
            <Icon name="check" size={20} />
          </span>
        )}
      </div>
      <div id={`${id}-note`} className="field-note" aria-live="polite">
        {problem !== undefined && (
          <span className="field-problem">
            <Icon name="alert" size={16} />
            {problem}
          </span>
        )}
        {problem === undefined && good !== undefined && <span className="field-ok">{good}</span>}
        {problem === undefined && good === undefined && hint}
      </div>
    </div>
  );
}
