// The only place of the sandbox that asks the machine for the time. The world outside keeps real
// time: the bank's business clock may be moved, other banks do not notice.

import { instant, type Clock } from '@sycee/kit';

export const machineClock: Clock = { now: () => instant(Date.now()) };
