// The handle over every screen that opens the world outside. Only a sandbox bank has it.

import { lazy, Suspense, useEffect, useState } from 'react';

import { useWords } from '../../../i18n/words.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { SkeletonRows } from '../../../ui/states.tsx';
import './sandbox.css';

const Drawer = lazy(async () => ({ default: (await import('./drawer.tsx')).Drawer }));

/** The handle and its drawer. */
export function SandboxHandle() {
  const { t } = useWords('shell');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    document.documentElement.dataset['sandbox'] = '';
  }, []);
  return (
    <aside aria-label={t('sandbox')}>
      <button
        type="button"
        className="sandbox-handle"
        aria-label={t('sandbox_open')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="flask" size={20} />
      </button>
      <Sheet open={open} title={t('sandbox')} onClose={() => setOpen(false)} tall>
        <Suspense fallback={<SkeletonRows />}>
          <Drawer onClose={() => setOpen(false)} />
        </Suspense>
      </Sheet>
    </aside>
  );
}
