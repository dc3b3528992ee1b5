// Rows of a list on a card: still, or a way to another screen, or a button.

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

import { Icon, type IconName } from './icons.tsx';
import './cell.css';

type Content = {
  readonly icon?: IconName | undefined;
  /** Stands in the icon's place: an avatar, a mark. */
  readonly lead?: ReactNode;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly value?: ReactNode;
};

/** Cells that belong together, under an optional heading. */
export function Group({
  title,
  action,
  children,
}: {
  readonly title?: string | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="group">
      {title !== undefined && (
        <div className="group-head">
          <h2>{title}</h2>
          {action}
        </div>
      )}
      <div className="group-card">{children}</div>
    </section>
  );
}

/** A row that only tells. */
export function Cell(content: Content) {
  return (
    <div className="cell">
      <CellContent {...content} />
    </div>
  );
}

type ButtonProps = Content & {
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly pressed?: boolean;
};

/** A row that does something. */
export function CellButton({ onClick, disabled, danger, pressed, ...content }: ButtonProps) {
  return (
    <button
      type="button"
      className={`bare cell cell-active${danger === true ? ' cell-danger' : ''}`}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <CellContent {...content} />
    </button>
  );
}

type AnchorProps = Content &
  AnchorHTMLAttributes<HTMLAnchorElement> & { readonly ref?: Ref<HTMLAnchorElement> };

function CellAnchor({ icon, lead, label, detail, value, ref, ...anchor }: AnchorProps) {
  return (
    <a {...anchor} ref={ref} className="cell cell-active">
      <CellContent icon={icon} lead={lead} label={label} detail={detail} value={value} />
      <span className="cell-next">
        <Icon name="next" size={18} />
      </span>
    </a>
  );
}

/** A row that leads to another screen. */
export const CellLink = createLink(CellAnchor);

function CellContent({ icon, lead, label, detail, value }: Content) {
  return (
    <>
      {icon !== undefined && (
        <span className="cell-icon">
          <Icon name={icon} size={22} />
        </span>
      )}
      {lead}
      <span className="cell-text">
        <span className="cell-label">{label}</span>
        {detail !== undefined && detail !== null && <span className="cell-detail">{detail}</span>}
      </span>
      {value !== undefined && <span className="cell-value">{value}</span>}
    </>
  );
}

/** The first letter of a name on a quiet ground; the same name has the same ground everywhere. */
export function Avatar({ name, size = 40 }: { readonly name: string; readonly size?: number }) {
  const plain = name.replaceAll('*', '').trim();
  const tone = [...plain].reduce((hash, c) => (hash * 33 + (c.codePointAt(0) ?? 0)) % 997, 7) % 5;
  return (
    <span
      className={`avatar avatar-${tone}`}
      style={{ width: size, height: size, fontSize: size * 0.42 }}
      aria-hidden="true"
    >
      {([...plain][0] ?? '?').toUpperCase()}
    </span>
  );
}
