// One TypeScript file as the facts that the rules ask for: imports, exports, literals, functions,
// calls, comments. Parsed once; no rule sees the syntax tree.

import { parseSync, type EcmaScriptModule } from 'oxc-parser';

import { factsOf, type SyntaxFacts } from './syntax.ts';

export type Import = {
  readonly specifier: string;
  /** The names taken from the other file; `*` for all of them. */
  readonly names: readonly string[];
  readonly line: number;
  /** Whether nothing of it is left when the program runs. */
  readonly isType: boolean;
};

export type Export = {
  readonly name: string;
  readonly line: number;
  readonly isType: boolean;
  /** Where a passed-on name comes from. */
  readonly from?: { readonly specifier: string; readonly name: string };
};

export type Comment = { readonly text: string; readonly line: number };

export type Source = SyntaxFacts & {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Files whose every name is passed on: `export * from`. */
  readonly stars: readonly Import[];
  readonly comments: readonly Comment[];
  readonly syntaxErrors: readonly Comment[];
};

/** Parses a file. Syntax errors are facts too, so that a broken file cannot hide. */
export function parseSource(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text);
  const lineAt = lineFinder(text);
  return {
    path,
    text,
    ...factsOf(program, lineAt),
    ...moduleFacts(module, text, lineAt),
    comments: comments.map(({ value, start }) => ({ text: value, line: lineAt(start) })),
    syntaxErrors: errors.map(({ message, labels }) => ({
      text: message,
      line: lineAt(labels[0]?.start ?? 0),
    })),
  };
}

/** A default import or export has the name `default`; one without any name takes all: `*`. */
const DEFAULT_NAMES: ReadonlyMap<string, string> = new Map([['Default', 'default']]);

type LineAt = (offset: number) => number;

function lineFinder(text: string): LineAt {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function moduleFacts(module: EcmaScriptModule, text: string, lineAt: LineAt) {
  const imports: Import[] = module.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    names: entries.map(({ importName: { name, kind } }) => name ?? DEFAULT_NAMES.get(kind) ?? '*'),
    line: lineAt(start),
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { moduleRequest, start } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    if (!/^['"`]/.test(written)) continue;
    const specifier = written.slice(1, -1);
    imports.push({ specifier, names: ['*'], line: lineAt(start), isType: false });
  }
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  const exports: Export[] = [];
  const stars: Import[] = [];
  for (const { start, exportName, importName, moduleRequest, isType } of entries) {
    const line = lineAt(start);
    const specifier = moduleRequest?.value;
    const name = exportName.name ?? DEFAULT_NAMES.get(exportName.kind);
    if (name === undefined && specifier !== undefined) {
      stars.push({ specifier, names: ['*'], line, isType });
    } else if (name !== undefined && specifier !== undefined) {
      exports.push({ name, line, isType, from: { specifier, name: importName.name ?? '*' } });
    } else if (name !== undefined) {
      exports.push({ name, line, isType });
    }
  }
  return { imports, exports, stars };
}
