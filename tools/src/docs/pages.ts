// The reference pages: every route, and every no the bank can say.

import { parametersIn, routesOf, successContent } from './document.ts';
import type { OpenApi, Operation, Route } from './document.ts';
import type { RefusalRow } from './refusal-tables.ts';

const MADE = '<!-- Made by `npm run docs:generate`. Do not edit. -->';

/** The text of docs/reference/api.md: one table of routes for each tag. */
export function apiPage(document: OpenApi): string {
  const routes = routesOf(document);
  const tags = [...new Set(routes.map(tagOf))].toSorted();
  const sections = tags.map((tag) => {
    const rows = routes.filter((route) => tagOf(route) === tag).map(routeRow);
    const heads = ['Route', 'Call', 'What it does', 'Needs', 'Reply', 'Can refuse with'];
    return `## ${tag}\n\n${table(heads, rows)}`;
  });
  return `${MADE}

# Routes

Every route of the bank, from the schemas that validate it. The whole contract, with every field,
is [openapi.json](openapi.json); the calls are those of the [SDK](../../sdk/README.md). Any route
can also refuse with the codes of the platform, see [refusals](refusals.md).

Needs: **session** the device's session; **key** an \`idempotency-key\`; **PIN** a \`sycee-proof\`;
**staff**, **reviewer** and **auditor** the key of one of the staff, with that role.

${sections.join('\n\n')}
`;
}

/** The text of docs/reference/refusals.md: one table of codes for each module. */
export function refusalsPage(rows: readonly RefusalRow[]): string {
  const modules = [...new Set(rows.map(moduleOf))];
  const sections = modules.map((module) => {
    const cells = rows
      .filter((row) => moduleOf(row) === module)
      .map(({ code, kind, status, en, zh, retryable }) => [
        `<a id="${code}"></a>\`${code}\``,
        kind,
        String(status),
        retryable === true ? 'yes' : 'no',
        `${en}<br>${zh}`,
      ]);
    const heads = ['Code', 'Kind', 'Status', 'Again?', 'What the person reads'];
    return `## ${module}\n\n${table(heads, cells)}`;
  });
  return `${MADE}

# Refusals

Every no the bank can say, as \`application/problem+json\` (RFC 9457) with \`code\`, \`param\`,
\`facts\`, \`request_id\`, \`retryable\` and \`money_moved\`. Words in braces are facts.
**Again?** tells whether the very same request may succeed later.

${sections.join('\n\n')}
`;
}

function routeRow({ method, path, name, operation }: Route): string[] {
  return [
    `\`${method} ${path}\``,
    `\`${name}\``,
    operation.summary ?? '',
    needsOf(operation),
    replyOf(operation),
    refusalsOf(operation),
  ];
}

function needsOf(operation: Operation): string {
  const headers = new Set(parametersIn(operation, 'header').map(({ name }) => name.toLowerCase()));
  const needs = [
    needsSession(operation) && 'session',
    needsStaffKey(operation) && (operation['x-staff-role'] ?? 'staff'),
    headers.has('idempotency-key') && 'key',
    headers.has('sycee-proof') && 'PIN',
  ];
  return needs.filter((need) => need !== false).join(', ');
}

function needsSession({ security = [] }: Operation): boolean {
  return security.some((scheme) => 'device' in scheme);
}

function needsStaffKey({ security = [] }: Operation): boolean {
  return security.some((scheme) => 'staffKey' in scheme);
}

function replyOf(operation: Operation): string {
  const [type, content] = Object.entries(successContent(operation))[0] ?? [];
  if (type === undefined) return 'nothing';
  const { $ref, title } = content?.schema ?? {};
  return type === 'application/json' ? ($ref?.split('/').at(-1) ?? title ?? 'JSON') : type;
}

/** Links to the codes of the module; those of the platform any route can have. */
function refusalsOf(operation: Operation): string {
  const codes = (operation['x-refusals'] ?? []).filter((code) => !code.startsWith('platform.'));
  return codes.map((code) => `[\`${code}\`](refusals.md#${code})`).join(' ');
}

function tagOf({ operation }: Route): string {
  return operation.tags?.[0] ?? 'other';
}

function moduleOf({ code }: RefusalRow): string {
  return code.slice(0, code.indexOf('.'));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
