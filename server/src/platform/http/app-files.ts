// Serves the built app beside the API, so that a bank has one address and the app needs no other.

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type AppSettings = {
  /** What the app is told about this bank at `/app-config.json`. */
  readonly sandbox: boolean;
  readonly version: string;
};

const YEAR_SECONDS = 366 * 86_400;

/** Serves the app's folder; without one only the API is there. */
export async function serveApp(
  app: FastifyInstance,
  folder: string,
  settings: AppSettings,
): Promise<void> {
  app.get('/app-config.json', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(settings),
  );
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite puts a hash of the content into the names of assets; all else must be asked again.
      const isHashed = path.includes('/assets/');
      const forever = `public, max-age=${YEAR_SECONDS}, immutable`;
      reply.header('cache-control', isHashed ? forever : 'no-cache');
    },
  });
}

/** Whether a browser asks for a page: an address inside the app that no file answers. */
export function isPageRequest(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  const isApi = /^\/(v1|sandbox|problems)(\/|$)|\.\w+$/.test(path);
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  return request.method === 'GET' && wantsPage && !isApi;
}

/** Whether there is an app to answer with; there is none before it was built. */
export function hasApp(app: FastifyInstance): boolean {
  return app.hasReplyDecorator('sendFile');
}

/** Answers with the app, which finds its own way to the address. */
export function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
