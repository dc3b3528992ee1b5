// The one place that asks the machine what time it is.

import { instant, type Clock } from '@sycee/kit';

export const machineClock: Clock = { now: () => instant(Date.now()) };
