// The HTTP server: one Fastify with the manners every route shares (request ids, limits, headers,
// problems), the declared routes, the live socket, and the app's files.

import websocket from '@fastify/websocket';
import type { RefusalTable } from '@sycee/kit';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import type { Log } from '../observe/log.ts';
import { refusePlatform } from '../refusals.ts';
import { fillRandom } from '../security/random.ts';
import { serveApp } from './app-files.ts';
import { answerErrors, sendError } from './errors.ts';
import { sessionTokenOf } from './incoming.ts';
import type { LiveHub } from './live.ts';
import { openApiOf } from './openapi.ts';
import { operatingRoutes, type OperatingParts } from './operating-routes.ts';
import { acceptOnlyJson } from './parse-json.ts';
import { createRateLimits } from './rate-limits.ts';
import { registerRoutes } from './register-routes.ts';
import type { Route } from './route.ts';
import type { RunnerParts } from './exchange.ts';
import { safetyHeaders } from './safety-headers.ts';
import { forwardSandbox } from './sandbox-proxy.ts';

export type HttpServer = FastifyInstance;

export type HttpSettings = {
  readonly publicOrigin: string;
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  readonly metricsToken: string | undefined;
  readonly sandboxUrl: string | undefined;
  readonly appFolder: string;
  readonly version: string;
  /** In tests: an answer that is not as documented is a defect. */
  readonly checkReplies: boolean;
};

export type HttpParts = RunnerParts &
  Pick<OperatingParts, 'metrics' | 'obstacles' | 'duty'> & {
    readonly log: Log;
    readonly live: LiveHub;
    /** Too many requests wait already; the next one is better sent away at once. */
    readonly isOverloaded: () => boolean;
    readonly routes: readonly Route[];
    readonly refusals: RefusalTable;
  };

const BODY_BYTES_MAX = 64 * 1024;
const LET_GO_MS = 50;
const REQUEST_TIMEOUT_MS = 30_000;
const LIVE_MESSAGE_BYTES_MAX = 4_096;

/** Builds the server; it listens when told to. */
export async function createHttpServer(
  settings: HttpSettings,
  parts: HttpParts,
): Promise<HttpServer> {
  const loggerInstance: FastifyBaseLogger = parts.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever logs names the request: a logger for each would be made for the few that need one.
    childLoggerFactory: (logger) => logger,
    genReqId: requestId,
    trustProxy: settings.trustProxy,
    bodyLimit: BODY_BYTES_MAX,
    // Longer ones are for the route's schema to refuse.
    routerOptions: { maxParamLength: 1_000 },
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  });
  acceptOnlyJson(app);
  setHeaders(app, settings);
  noteRequests(app, parts);
  answerErrors(app, parts.routes);
  registerRoutes(app, parts.routes, parts, {
    limiterOf: createRateLimits(settings.requestsPerMinute),
    isOverloaded: parts.isOverloaded,
    standsBy: () => parts.duty() === 'standby',
    isSecure: settings.publicOrigin.startsWith('https:'),
    checkReplies: settings.checkReplies,
  });
  await acceptLive(app, settings, parts);
  operatingRoutes(app, { ...parts, ...settings, openApi: openApiOf({ ...settings, ...parts }) });
  if (settings.sandboxUrl !== undefined) forwardSandbox(app, settings.sandboxUrl);
  await serveApp(app, settings.appFolder, {
    sandbox: settings.sandboxUrl !== undefined,
    version: settings.version,
  });
  return app;
}

function requestId(): string {
  return `req_${Buffer.from(fillRandom(new Uint8Array(12))).toString('base64url')}`;
}

/** Answers what has begun, then lets every connection go; new ones are refused at once. */
export async function closeHttpServer(app: HttpServer): Promise<void> {
  const closed = app.close();
  // A connection that was busy a moment ago would be kept open for its next request.
  const letGo = setInterval(() => app.server.closeIdleConnections(), LET_GO_MS);
  await closed;
  clearInterval(letGo);
}

function setHeaders(app: FastifyInstance, settings: HttpSettings): void {
  const headers = safetyHeaders(settings.publicOrigin.startsWith('https:'));
  const ofApi = { ...headers, 'cache-control': 'no-store' };
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id);
    reply.headers(request.url.startsWith('/v1/') ? ofApi : headers);
    done();
  });
}

/** One line of log and one observation for every request; never its content. */
function noteRequests(app: FastifyInstance, { metrics, ...parts }: HttpParts): void {
  // These lines are made here and hold nothing secret: looking for it would cost more than writing.
  const log = parts.log.child({}, { redact: [] });
  app.addHook('onResponse', (request, reply, done) => {
    done();
    const operation = request.routeOptions.config.operation ?? 'other';
    metrics.request(operation, reply.statusCode, reply.elapsedTime / 1000);
    const line = {
      req_id: request.id,
      operation,
      method: request.method,
      path: request.url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (operation === 'other') log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

async function acceptLive(app: FastifyInstance, settings: HttpSettings, { live }: HttpParts) {
  await app.register(websocket, { options: { maxPayload: LIVE_MESSAGE_BYTES_MAX } });
  // A plugin of its own: the socket library sees only routes registered after it has loaded.
  await app.register(async (scope) => {
    scope.get(
      '/v1/live',
      {
        websocket: true,
        preValidation: async (request) => refuseForeignPage(request, settings.publicOrigin),
      },
      (socket, request) => {
        live.accept(socket, { sessionToken: sessionTokenOf(request) });
      },
    );
  });
}

/** Browsers send cookies along with sockets of any page; only the bank's own pages may connect. */
async function refuseForeignPage(request: FastifyRequest, publicOrigin: string): Promise<void> {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === publicOrigin) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw refusePlatform('platform.origin_refused', { param: 'origin' });
}
