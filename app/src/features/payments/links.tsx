// Links in the form of words and of buttons.

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

import { Icon, type IconName } from '../../ui/icons.tsx';
import './links.css';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly icon?: IconName;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLAnchorElement>;
};

function TextAnchor({ icon, children, ref, ...anchor }: Props) {
  return (
    <a {...anchor} ref={ref} className="text-link">
      {children}
      {icon !== undefined && <Icon name={icon} size={16} />}
    </a>
  );
}

/** A quiet link in words. */
export const TextLink = createLink(TextAnchor);

function ButtonAnchor({ icon, children, ref, ...anchor }: Props) {
  return (
    <a {...anchor} ref={ref} className="link-button">
      {icon !== undefined && <Icon name={icon} size={20} />}
      {children}
    </a>
  );
}

/** A link that looks like the main button of a screen. */
export const ButtonLink = createLink(ButtonAnchor);
