// The API document of a house that is not open.

import { allRefusals, allRoutes, type Rooms } from './house.ts';
import { openApiOf } from './http/openapi.ts';
import type { Json } from './http/openapi-schemas.ts';

export type ApiDocument = Json;

/** The OpenAPI document for these rooms. */
export function apiDocumentOf(
  rooms: Rooms,
  { version, clockMovable }: { version: string; clockMovable: boolean },
): ApiDocument {
  return openApiOf({
    version,
    routes: allRoutes(rooms, clockMovable),
    refusals: allRefusals(rooms),
  });
}
