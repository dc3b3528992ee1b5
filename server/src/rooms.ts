// Which rooms the bank has and what each brings: routes, refusals, subscribers, workers. A new
// module is wired here and nowhere else.

import { biometricsRefusals } from '#biometrics';
import { chatHolder, chatRefusals, chatRoutes, fileSweeper } from '#chat';
import { consentsRefusals, consentsRoutes } from '#consents';
import { accountJoiningStep, depositsHolder, depositsRefusals } from '#deposits';
import { depositsRoutes, hearPresence, holdAccounts } from '#deposits';
import { ledgerRefusals, lineWriter, openLedger, pendingExpiry, type EngineName } from '#ledger';
import {
  authenticate,
  biometricsRoutes,
  casePictures,
  consumeProofs,
  forgetAbandonedJob,
  forgetClosedJob,
  forgetGuessesJob,
  idDocumentRoutes,
  joiningRoutes,
  noticesRoutes,
  giveBackProofs,
  partiesRefusals,
  partiesRoutes,
  partiesSubscribers,
  privacyRoutes,
  screeningWorkers,
  securityRoutes,
  SESSIONS_ENDED,
} from '#parties';
import {
  cardJoiningStep,
  onItsWay,
  paymentsHolder,
  paymentsRefusals,
  paymentsRoutes,
  paymentsWorkers,
} from '#payments';
import type { Rooms } from '#platform';
import { staffDoor, staffRefusals, staffRoutes } from '#staff';
import { passkeysRefusals } from '#passkeys';
import type { Ports } from './ports.ts';

/** The rooms above parties that hold personal data, and why they may not let somebody go yet. */
const privacy = {
  holders: [chatHolder, depositsHolder, paymentsHolder],
  refusals: ['deposits.balance_left', 'deposits.money_held', 'payments.orders_open'],
};

/**
 * All rooms, standing on the given ports. Without an engine the ledger only posts, by row locks, as
 * any number of processes may.
 */
export function rooms(ports: Ports, engine?: EngineName): Rooms {
  return {
    routes: [
      ...consentsRoutes(),
      ...staffRoutes(casePictures),
      ...partiesRoutes(ports),
      ...biometricsRoutes(ports),
      ...idDocumentRoutes(ports),
      ...noticesRoutes(),
      ...joiningRoutes([cardJoiningStep, accountJoiningStep]),
      ...securityRoutes(ports, holdAccounts),
      ...privacyRoutes(privacy),
      ...chatRoutes(ports),
      ...depositsRoutes(onItsWay),
      ...paymentsRoutes(ports),
    ],
    refusals: {
      ...biometricsRefusals,
      ...consentsRefusals,
      ...ledgerRefusals,
      ...staffRefusals,
      ...partiesRefusals,
      ...chatRefusals,
      ...depositsRefusals,
      ...passkeysRefusals,
      ...paymentsRefusals,
    },
    subscribers: [...partiesSubscribers(ports), hearPresence],
    workers: [
      pendingExpiry,
      lineWriter,
      fileSweeper(ports.files),
      ...screeningWorkers(ports),
      ...paymentsWorkers(ports),
    ],
    endOfDayJobs: [forgetGuessesJob, forgetAbandonedJob, forgetClosedJob],
    authenticate,
    staff: staffDoor,
    consumeProofs,
    giveBackProofs,
    sessionsEndedTopic: SESSIONS_ENDED,
    open: async (database, log) => {
      const ledger =
        engine &&
        (await openLedger(database, {
          engine,
          onTrouble: (error: unknown) => log.warn({ err: error }, 'the ledger began a new term'),
        }));
      return {
        ...(ledger !== undefined && { duty: ledger.duty, figures: () => named(ledger.figures()) }),
        close: async () => {
          await ledger?.close();
          await ports.close();
        },
      };
    },
  };
}

/** The ledger's figures by the names that Prometheus knows them by. */
function named<Figure>(figures: Readonly<Record<string, Figure>>): Record<string, Figure> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [`sycee_ledger_${name}`, figure]),
  );
}
