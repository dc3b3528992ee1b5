// Which rooms the bank has and what each brings: routes, refusals, subscribers, workers. A new
// module is wired here and nowhere else.

import { consentsRefusals, consentsRoutes } from '#consents';
import { depositsRefusals, depositsRoutes } from '#deposits';
import { ledgerRefusals, lineWriter, pendingExpiry } from '#ledger';
import {
  authenticate,
  consumeProofs,
  partiesRefusals,
  partiesRoutes,
  partiesSubscribers,
  SESSIONS_ENDED,
} from '#parties';
import { paymentsRefusals, paymentsRoutes, paymentsWorkers } from '#payments';
import type { Rooms } from '#platform';
import type { Ports } from './ports.ts';

/** All rooms, standing on the given ports. */
export function rooms(ports: Ports): Rooms {
  return {
    routes: [
      ...consentsRoutes(),
      ...partiesRoutes(),
      ...depositsRoutes(),
      ...paymentsRoutes(ports),
    ],
    refusals: {
      ...consentsRefusals,
      ...ledgerRefusals,
      ...partiesRefusals,
      ...depositsRefusals,
      ...paymentsRefusals,
    },
    subscribers: partiesSubscribers(ports),
    workers: [pendingExpiry, lineWriter, ...paymentsWorkers(ports)],
    endOfDayJobs: [],
    authenticate,
    consumeProofs,
    sessionsEndedTopic: SESSIONS_ENDED,
  };
}
