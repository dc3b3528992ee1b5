// One walk over the syntax tree that collects what the rules need to know about a file's code.

export type Literal = { readonly text: string; readonly line: number };
export type Call = { readonly name: string; readonly line: number };
export type Routine = { readonly line: number; readonly lines: number };

export type SyntaxFacts = {
  /** Texts of string and template literals; `${...}` reads `$0`. */
  readonly literals: readonly Literal[];
  /** `Date.now`, `new Date`, `parseFloat`: what is called or read, by its written name. */
  readonly uses: readonly Call[];
  /** Functions and methods; the bodies of `describe` are left out, for they are lists of tests. */
  readonly functions: readonly Routine[];
  /** Lines that stand in top-level tables: literals of objects and arrays without functions. */
  readonly tableLines: number;
  /** Lines with the type `any`. */
  readonly anyLines: readonly number[];
};

type Node = { readonly type: string; readonly start: number; readonly end: number };
type Bag = Node & Readonly<Record<string, unknown>>;
type Collected = {
  literals: Literal[];
  uses: Call[];
  functions: Routine[];
  anyLines: number[];
};

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const TABLES = new Set(['ObjectExpression', 'ArrayExpression']);
const WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'ExportNamedDeclaration']);

/** Collects the facts of a parsed program. */
export function factsOf(program: object, lineAt: (offset: number) => number): SyntaxFacts {
  const collected: Collected = { literals: [], uses: [], functions: [], anyLines: [] };
  visit(program as Bag, undefined, (node, parent) => collect(node, parent, lineAt, collected));
  const tables = bodyOf(program as Bag).flatMap(tablesOf);
  const tableLines = tables
    .filter((table) => !holdsFunction(table))
    .reduce((sum, { start, end }) => sum + lineAt(end) - lineAt(start), 0);
  return { ...collected, tableLines };
}

type Visit = (node: Bag, parent: Bag | undefined) => void;

function visit(node: Bag, parent: Bag | undefined, enter: Visit): void {
  enter(node, parent);
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item, node, enter);
    } else if (isNode(value)) visit(value, node, enter);
  }
}

function isNode(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function collect(
  node: Bag,
  parent: Bag | undefined,
  lineAt: (offset: number) => number,
  { literals, uses, functions, anyLines }: Collected,
): void {
  const line = lineAt(node.start);
  if (node.type === 'Literal' && typeof node.value === 'string') {
    literals.push({ text: node.value, line });
  } else if (node.type === 'TemplateLiteral') {
    literals.push({ text: templateText(node), line });
  } else if (node.type === 'NewExpression') {
    uses.push({ name: `new ${nameOf(node.callee)}`, line });
  } else if (node.type === 'CallExpression') {
    uses.push({ name: `${nameOf(node.callee)}()`, line });
  } else if (node.type === 'MemberExpression') {
    uses.push({ name: nameOf(node), line });
  } else if (node.type === 'TSAnyKeyword') {
    anyLines.push(line);
  } else if (FUNCTIONS.has(node.type) && !isSuite(parent)) {
    functions.push({ line, lines: lineAt(node.end) - line + 1 });
  }
}

function templateText(node: Bag): string {
  const quasis = node.quasis as readonly { value: { raw: string } }[];
  return quasis.map((quasi) => quasi.value.raw).join('$0');
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type !== 'MemberExpression' || node.computed === true) return '';
  return `${nameOf(node.object)}.${nameOf(node.property)}`;
}

function isSuite(parent: Bag | undefined): boolean {
  if (parent?.type !== 'CallExpression') return false;
  // `describe.each(rows)('...', ...)` calls what another call answers.
  const { callee } = parent;
  const named = isNode(callee) && callee.type === 'CallExpression' ? callee.callee : callee;
  return /^(describe|suite)\b/.test(nameOf(named));
}

function bodyOf(program: Bag): Bag[] {
  return program.body as Bag[];
}

/** The tables that a top-level statement declares. */
function tablesOf(node: Bag): Bag[] {
  if (node.type === 'VariableDeclaration') {
    return (node.declarations as Bag[]).flatMap(({ init }) => (isNode(init) ? tablesOf(init) : []));
  }
  if (TABLES.has(node.type)) return [node];
  const inner = node.declaration ?? node.expression;
  return WRAPPERS.has(node.type) && isNode(inner) ? tablesOf(inner) : [];
}

function holdsFunction(table: Bag): boolean {
  let found = false;
  visit(table, undefined, (node) => {
    found ||= FUNCTIONS.has(node.type);
  });
  return found;
}
