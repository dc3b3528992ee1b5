// The API document, OpenAPI 3.1, from the very declarations that validate requests: what is
// documented is what is checked.

import type { RefusalTable } from '@sycee/kit';
import type { Route } from './route.ts';
import { hoistTitled, plain, type Json } from './openapi-schemas.ts';
import { problemSchema } from './problem-schema.ts';
import { statusOf } from './problem-view.ts';

export type ApiDescription = {
  readonly version: string;
  readonly routes: readonly Route[];
  readonly refusals: RefusalTable;
};

/** Builds the document; the same routes always give the same text. */
export function openApiOf({ version, routes, refusals }: ApiDescription): Json {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = hoistTitled(operationOf(route, refusals), schemas);
    (paths[path] ??= {})[route.method.toLowerCase()] = operation;
  }
  const problem = hoistTitled(plain(problemSchema), schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sycee',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: SECURITY_SCHEMES,
      responses: {
        Problem: {
          description: 'Why not, whether money moved, and what to do next.',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
    },
    'x-refusals': refusalList(refusals),
  };
}

const INTRODUCTION =
  'Every error is an RFC 9457 problem with a `code` of `x-refusals`. Amounts are whole minor ' +
  'units as text. News arrives on the WebSocket `/v1/live`: send ' +
  '`{"device_secret", "session_token"?}` first; after `{"type":"ready"}` come ' +
  '`{"type":"event","topic","id"}`.';

const SECURITY_SCHEMES = {
  session: { type: 'http', scheme: 'bearer' },
  sessionCookie: { type: 'apiKey', in: 'cookie', name: 'sycee_session' },
  device: { type: 'apiKey', in: 'header', name: 'sycee-device' },
  staffKey: { type: 'http', scheme: 'bearer', description: 'A key made by `npm run staff:add`.' },
};

function operationOf(route: Route, refusals: RefusalTable): Json {
  const parameters = [
    ...membersOf(route.params, 'path'),
    ...membersOf(route.query, 'query'),
    ...headersOf(route),
  ];
  const codes = allRefusals(route);
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(route.access === 'session' && {
      security: [
        { session: [], device: [] },
        { sessionCookie: [], device: [] },
      ],
    }),
    ...(route.access === 'staff' && {
      security: [{ staffKey: [] }],
      ...(route.role !== undefined && { 'x-staff-role': route.role }),
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: plain(route.body) } },
      },
    }),
    responses: { ...successOf(route), ...problemsOf(codes, refusals) },
    'x-refusals': codes,
    ...(route.limit && { 'x-rate-limit': { ...route.limit } }),
  };
}

type ObjectSchema = { properties?: Record<string, object>; required?: string[] };

function membersOf(schema: Route['params'], place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: plain(member),
  }));
}

const KEY_SCHEMA = { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' };
const STEP_UP_SCHEMA = {
  type: 'string',
  description: 'The token of an answered step-up, when the bank has asked for one.',
};

function headersOf(route: Route): Json[] {
  return [
    ...(route.money ? [header('idempotency-key', KEY_SCHEMA)] : []),
    ...(route.proof ? [header('sycee-proof', { type: 'string' })] : []),
    ...(route.stepUp ? [{ ...header('sycee-step-up', STEP_UP_SCHEMA), required: false }] : []),
  ];
}

function header(name: string, schema: Json): Json {
  return { name, in: 'header', required: true, schema };
}

function successOf(route: Route): Record<string, Json> {
  const status = route.status ?? (route.reply === undefined ? 204 : 200);
  if (route.reply === undefined) return { [status]: { description: 'Done.' } };
  const { contentType = 'application/json', ...schema } = plain(route.reply);
  return {
    [status]: { description: route.summary, content: { [String(contentType)]: { schema } } },
  };
}

/** One response for each status, naming the codes it can carry. */
function problemsOf(codes: readonly string[], refusals: RefusalTable): Record<string, Json> {
  const byStatus: Record<string, string[]> = {};
  for (const code of codes) {
    const definition = refusals[code];
    if (definition === undefined) throw new Error(`no refusal table has ${code}`);
    (byStatus[statusOf(code, definition.kind)] ??= []).push(code);
  }
  const responses = Object.keys(byStatus).map((status) => [
    status,
    { $ref: '#/components/responses/Problem' },
  ]);
  return Object.fromEntries(responses) as Record<string, Json>;
}

function allRefusals(route: Route): string[] {
  return [
    ...route.refusals,
    'platform.invalid_request',
    ...(route.access === 'session' ? ['platform.unauthenticated'] : []),
    ...(route.access === 'staff' ? ['platform.staff_key_unknown'] : []),
    ...(route.role === undefined ? [] : ['platform.staff_role_missing']),
    ...(route.proof ? ['platform.proof_required', 'platform.proof_invalid'] : []),
    ...(route.money
      ? [
          'platform.idempotency_key_required',
          'platform.idempotency_key_reused',
          'platform.idempotency_in_flight',
          'platform.outcome_unknown',
          'platform.standing_by',
        ]
      : []),
    'platform.too_many_requests',
    'platform.overloaded',
    'platform.defect',
  ];
}

function refusalList(refusals: RefusalTable): Json {
  const entries = Object.entries(refusals).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows = entries.map(([code, { kind, en, zh, retryable }]) => [
    code,
    { status: statusOf(code, kind), retryable: retryable ?? false, en, zh },
  ]);
  return Object.fromEntries(rows) as Json;
}
