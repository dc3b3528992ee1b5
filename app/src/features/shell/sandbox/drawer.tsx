// What a visitor of the demo can do to the world outside the bank: read text messages, become
// somebody, make another bank fail, and move the clock.

import { useState } from 'react';

import { useWords } from '../../../i18n/words.ts';
import { Chips } from '../../../ui/chips.tsx';
import { Clock } from './clock.tsx';
import { Failures } from './failures.tsx';
import { Inbox } from './inbox.tsx';
import { People } from './people.tsx';

const PARTS = ['messages', 'people', 'failures', 'clock'] as const;
type Part = (typeof PARTS)[number];

/** The parts of the drawer, one at a time. */
export function Drawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords('shell');
  const [part, setPart] = useState<Part>('messages');
  return (
    <>
      <div className="sandbox-tabs">
        <Chips
          label={t('sandbox_parts')}
          value={part}
          onChoose={setPart}
          options={PARTS.map((value) => ({ value, text: t(`sandbox_${value}`) }))}
        />
      </div>
      {part === 'messages' && <Inbox />}
      {part === 'people' && <People onChosen={onClose} />}
      {part === 'failures' && <Failures />}
      {part === 'clock' && <Clock />}
    </>
  );
}
