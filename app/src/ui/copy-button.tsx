// Copies a text and says that it did.

import { useWords } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import { notify } from './snackbar.tsx';
import './copy-button.css';

/** A button that copies; `what` names the text for those who only hear the button. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useWords('ui');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify({ text: t('copied'), icon: 'check' });
  };
  return (
    <button
      type="button"
      className="bare copy-button"
      aria-label={t('copy', { what })}
      onClick={() => void copy()}
    >
      <Icon name="copy" size={18} />
    </button>
  );
}
