// The routes that keep an account its owner's.

import type { PasskeySite } from '#passkeys';
import type { Route } from '#platform';
import { passkeyRoutes } from './routes-passkeys.ts';

/** What security needs of the world: where passkeys are good. */
export type SecurityPorts = {
  readonly passkeySite: PasskeySite;
};

/** All routes of security. */
export function securityRoutes(ports: SecurityPorts): Route[] {
  return [...passkeyRoutes(ports.passkeySite)];
}
