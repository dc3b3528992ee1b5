// The bank's API document without a running bank, for the generators of the SDK and of the
// reference: it follows from the declared routes alone.

import { apiDocumentOf, readConfig, serverVersion, type ApiDocument } from '#platform';
import { portsOf } from './ports.ts';
import { rooms } from './rooms.ts';

/** The OpenAPI 3.1 document of the whole API, a sandbox's clock routes included. */
export async function openApiDocument(): Promise<ApiDocument> {
  const unconfigured = portsOf(readConfig({}));
  return apiDocumentOf(rooms(unconfigured), { version: serverVersion(), clockMovable: true });
}
