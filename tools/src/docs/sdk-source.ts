// Writes the SDK's generated file: the type of every view, the typed call of every operation, and
// the small table by which the client sends them.

import { parametersIn, routesOf, successContent } from './document.ts';
import type { OpenApi, Operation, Parameter, Route } from './document.ts';
import { docComment, isMoney, member, MONEY, objectType, typeOf } from './schema-type.ts';
import type { NamedTypes } from './schema-type.ts';

const HEAD = [
  '// Views, calls and routes of the bank, generated from docs/reference/openapi.json by',
  '// `npm run docs:generate`. Do not edit; change the schema of the route instead.',
].join('\n');

/** The text of `sdk/src/generated.ts` for a document. */
export function sdkSource(document: OpenApi): string {
  const names = namesOf(document);
  const routes = routesOf(document);
  const calls = routes.map((route) => callOf(route, names)).join('\n');
  const types = usedTypes(names, calls).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const views = types.map(([name, type]) => `export type ${name} = ${type};\n`);
  const bank = `/** Every operation, by its name. */\nexport type Bank = {\n${calls}};\n`;
  const body = [...views, bank, tableOf(routes)].join('\n');
  return `${HEAD}\n\n${importsFor(body)}\n${body}`;
}

/** The components of the document as named types; amounts first, so that others know them. */
function namesOf(document: OpenApi): NamedTypes {
  const schemas = Object.entries(document.components?.schemas ?? {});
  const names: NamedTypes = new Map();
  for (const [name, schema] of schemas) if (isMoney(schema)) names.set(name, MONEY);
  for (const [name, schema] of schemas) {
    if (!isMoney(schema)) names.set(name, typeOf({ ...schema, title: '' }, names));
  }
  return names;
}

/** The named types that the calls lead to; what only errors use is the kit's. */
function usedTypes(names: NamedTypes, calls: string): [string, string][] {
  const used = new Map<string, string>();
  const texts = [calls];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const [name, type] of names) {
      if (type === MONEY || used.has(name) || !new RegExp(`\\b${name}\\b`).test(text)) continue;
      used.set(name, type);
      texts.push(type);
    }
  }
  return [...used];
}

function importsFor(body: string): string {
  const kit = ['Id', MONEY].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const kitImport = kit.length > 0 ? `import type { ${kit.join(', ')} } from '@sycee/kit';\n` : '';
  return `${kitImport}import type { Call, Route } from './call.ts';\n`;
}

function callOf(route: Route, names: NamedTypes): string {
  const { operation, method, path, name } = route;
  const parts = inputOf(operation, names);
  const optional = parts.every((part) => part.optional) ? '?' : '';
  const input = parts.length > 0 ? `Call & ${objectType(parts.map((part) => part.text))}` : 'Call';
  const line = `${name}: (call${optional}: ${input}) => Promise<${replyOf(operation, names)}>;`;
  const about = `${operation.summary ?? name} (\`${method} ${path}\`)`;
  return `${docComment(about, '')}${line}`.replaceAll(/^(?=.)/gm, '  ') + '\n';
}

type Part = { readonly text: string; readonly optional: boolean };

function inputOf(operation: Operation, names: NamedTypes): Part[] {
  const body = operation.requestBody?.content?.['application/json']?.schema;
  return [
    ...partOf('params', parametersIn(operation, 'path'), names),
    ...partOf('query', parametersIn(operation, 'query'), names),
    ...(body ? [{ text: member('body', typeOf(body, names), true), optional: false }] : []),
    ...(takes(operation, 'idempotency-key') ? [required('idempotencyKey')] : []),
    ...(takes(operation, 'sycee-proof') ? [required('proof')] : []),
    ...(takes(operation, 'sycee-step-up') ? [leftOut('stepUp')] : []),
  ];
}

function partOf(key: string, parameters: readonly Parameter[], names: NamedTypes): Part[] {
  if (parameters.length === 0) return [];
  const members = parameters.map(({ name, required: needed, description, schema = {} }) => {
    const type = typeOf(schema, names) + (needed === true ? '' : ' | undefined');
    return member(name, type, needed === true, description ?? schema.description);
  });
  const optional = parameters.every((parameter) => parameter.required !== true);
  return [{ text: member(key, objectType(members), !optional), optional }];
}

function required(key: string): Part {
  return { text: member(key, 'string', true), optional: false };
}

function leftOut(key: string): Part {
  return { text: member(key, 'string | undefined', false), optional: true };
}

function takes(operation: Operation, header: string): boolean {
  return parametersIn(operation, 'header').some(({ name }) => name.toLowerCase() === header);
}

function replyOf(operation: Operation, names: NamedTypes): string {
  const content = successContent(operation);
  const json = content['application/json'];
  // A file whose content happens to be JSON is kept as it came, not read.
  const isFile = json?.schema?.format === 'binary';
  if (json !== undefined && !isFile) return typeOf(json.schema ?? {}, names);
  return Object.keys(content).length > 0 ? 'Blob' : 'void';
}

function tableOf(routes: readonly Route[]): string {
  const rows = routes.map(({ name, method, path, operation }) => {
    const reply = { Blob: 'file', void: 'none' }[replyOf(operation, new Map())] ?? 'json';
    return `  ${name}: { method: '${method}', path: '${path}', reply: '${reply}' },\n`;
  });
  return (
    '/** How each operation travels: its route and the form of its reply. */\n' +
    `export const routes: Readonly<Record<keyof Bank, Route>> = {\n${rows.join('')}};\n`
  );
}
