// The routes that keep an account its owner's.

import type { PasskeySite } from '#passkeys';
import type { Route } from '#platform';
import type { BiometricsPorts } from '../routes-biometrics.ts';
import type { HoldMoney } from './freeze.ts';
import { freezeRoutes } from './routes-freeze.ts';
import { passkeyRoutes } from './routes-passkeys.ts';
import { phoneRoutes } from './routes-phones.ts';
import { stepUpRoutes } from './routes-step-ups.ts';

/** What security needs of the world: where passkeys are good. */
export type SecurityPorts = {
  readonly passkeySite: PasskeySite;
};

/** All routes of security; `holdMoney` is of the rooms that have it. */
export function securityRoutes(
  ports: SecurityPorts & BiometricsPorts,
  holdMoney: HoldMoney,
): Route[] {
  return [
    ...passkeyRoutes(ports.passkeySite),
    ...stepUpRoutes(ports.passkeySite),
    ...freezeRoutes(ports, holdMoney),
    ...phoneRoutes(ports),
  ];
}
