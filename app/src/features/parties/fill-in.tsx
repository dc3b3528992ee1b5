// In a sandbox: fills a form with the papers of the person chosen in the drawer.

import { useWords } from '../../i18n/words.ts';
import { Icon } from '../../ui/icons.tsx';
import type { DemoPerson } from '../shell/sandbox/world.ts';
import './step.css';

type Props = { readonly person: DemoPerson; readonly onFill: () => void };

/** The offer to fill in. */
export function FillIn({ person, onFill }: Props) {
  const { t } = useWords('parties');
  return (
    <button type="button" className="fill-in" onClick={onFill}>
      <Icon name="flask" size={18} />
      {t('fill_in', { name: person.name })}
    </button>
  );
}
