// The icon of each purpose, the same in lists and on its own screen.

import type { IconName } from '../../ui/icons.tsx';
import type { Purpose } from './queries.ts';

export const PURPOSE_ICONS: Record<Purpose, IconName> = {
  terms_of_use: 'statement',
  personal_data: 'me',
  biometrics_face: 'face',
  biometrics_voice: 'voice',
  credit_data: 'gauge',
  marketing: 'message',
};
