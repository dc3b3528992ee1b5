// Which rooms the bank has and what each brings: routes, refusals, subscribers, workers. A new
// module is wired here and nowhere else.

import { depositsRefusals, depositsRoutes } from '#deposits';
import { ledgerRefusals, pendingExpiry } from '#ledger';
import {
  authenticate,
  consumeProof,
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
    routes: [...partiesRoutes(), ...depositsRoutes(), ...paymentsRoutes(ports)],
    refusals: { ...ledgerRefusals, ...partiesRefusals, ...depositsRefusals, ...paymentsRefusals },
    subscribers: partiesSubscribers(ports),
    workers: [pendingExpiry, ...paymentsWorkers(ports)],
    endOfDayJobs: [],
    authenticate,
    consumeProof,
    sessionsEndedTopic: SESSIONS_ENDED,
  };
}
