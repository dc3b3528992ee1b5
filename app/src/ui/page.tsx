// The frame of a screen: a header with the way back, one main region, actions at the foot.

import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

import { useWords } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import './page.css';

type Back = Tab | List | '/' | '/privacy' | '/security' | '/welcome' | '/sign-in';
type Tab = '/wallet' | '/me';
type List = '/accounts' | '/bills' | '/cards';

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  /** Where back leads when the screen was opened directly; no way back when left out. */
  readonly back?: Back;
  /** A button at the end of the header. */
  readonly action?: ReactNode;
  /** Stays at the foot of the screen. */
  readonly foot?: ReactNode;
  /** A keypad at the foot, from edge to edge. */
  readonly pad?: ReactNode;
  /** The title is large and part of the content, as on the tabs. */
  readonly large?: boolean;
};

/** A screen. Its title names the document, and receives the focus, so that it is read first. */
export function Page({ title, children, back, action, foot, pad, large = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Sycee`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={`page${large ? ' page-large' : ''}`}>
      <header className="page-head">
        {back !== undefined && <BackButton fallback={back} />}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <div className="page-head-end">{action}</div>
      </header>
      <main className="page-main">{children}</main>
      {foot !== undefined && <div className="page-foot">{foot}</div>}
      {pad}
    </div>
  );
}

function BackButton({ fallback }: { readonly fallback: NonNullable<Props['back']> }) {
  const { t } = useWords('ui');
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return (
    <button
      type="button"
      className="bare page-back"
      aria-label={t('back')}
      onClick={() => {
        if (canGoBack) router.history.back();
        else void router.navigate({ to: fallback });
      }}
    >
      <Icon name="back" />
    </button>
  );
}
