// Where to go when the bank's no can be lifted by the person: unfreeze, or enrol a way of showing
// that it is them.

import { refusedWith } from '../../../bank.ts';
import { useWords } from '../../../i18n/words.ts';
import { CellLink, Group } from '../../../ui/cell.tsx';

/** The links that help with this error; nothing for most. */
export function WaysOn({ error }: { readonly error: unknown }) {
  const { t } = useWords('security');
  if (refusedWith(error, 'parties.frozen')) {
    return (
      <Group>
        <CellLink to="/security/freeze" icon="snow" label={t('way_to_unfreeze')} />
      </Group>
    );
  }
  if (!refusedWith(error, 'parties.step_up_unavailable')) return null;
  return (
    <Group>
      <CellLink to="/security/passkeys" icon="key" label={t('way_to_passkey')} />
      <CellLink to="/privacy/biometrics" icon="face" label={t('way_to_face')} />
    </Group>
  );
}
