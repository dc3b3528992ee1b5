// Reads request bodies: JSON and nothing else; an empty body is no body, even when it is announced
// as JSON, because clients announce what they might have sent.

import type { FastifyInstance } from 'fastify';

export function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else return parse(request, body.toString(), done);
  });
}
