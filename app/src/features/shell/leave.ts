// Leaving: everything this device knew about the person is forgotten, then the door is shown.

import { preferences } from '../../preferences.ts';
import { forgetReads } from '../../query-client.ts';
import type { AppRouter } from '../../router.tsx';

/** Forgets the person and shows the welcome. */
export async function leave(router: Pick<AppRouter, 'navigate' | 'options'>): Promise<void> {
  forgetReads(router.options.context.queries);
  sessionStorage.clear();
  preferences.set({ ...preferences.get(), masked: false });
  await router.navigate({ to: '/welcome', replace: true });
}
