// What the bank said when the account was closed, for the one screen that shows it; in
// memory only.

import type { Closed } from '@sycee/sdk';

import { storeOf } from '../../store.ts';

export const farewell = storeOf<Closed | undefined>(undefined);
