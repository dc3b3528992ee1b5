// What is generated from the running code, as texts by path; writing them is the caller's.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { OpenApi } from './document.ts';
import { apiPage, refusalsPage } from './pages.ts';
import { readRefusals } from './refusal-tables.ts';
import { sdkSource } from './sdk-source.ts';

const OPENAPI_SOURCE = 'server/src/openapi.ts';

type OpenApiModule = { readonly openApiDocument: () => Promise<OpenApi> };

/** Asks the server's code for its document and refusals and writes every text made of them. */
export async function generate(root: string): Promise<Map<string, string>> {
  const source = pathToFileURL(join(root, OPENAPI_SOURCE)).href;
  const { openApiDocument } = (await import(source)) as OpenApiModule;
  const document = await openApiDocument();
  return new Map([
    ['docs/reference/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['docs/reference/api.md', apiPage(document)],
    ['docs/reference/refusals.md', refusalsPage(await readRefusals(root))],
    ['sdk/src/generated.ts', sdkSource(document)],
  ]);
}
