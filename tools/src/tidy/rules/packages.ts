// Packages from outside: each is declared where it is used, and what runs in production does not
// lean on a package that only development installs.

import type { Finding, Rule } from '../finding.ts';
import { isTest, resolve, workspaceOf, type Manifest, type Project } from '../project.ts';
import type { Import, Source } from '../source.ts';

/** Workspaces that run as they stand; the app is built first, and tools run in development. */
const DEPLOYED = new Set(['kit', 'sdk', 'server', 'sandbox']);

/** Finds packages that are not declared, or declared for development only. */
export const packages: Rule = (project) =>
  [...project.sources.values()].flatMap((source) =>
    source.imports.flatMap((item) => findingsOf(project, source, item)),
  );

function findingsOf(project: Project, { path }: Source, item: Import): Finding[] {
  const { specifier, line } = item;
  const name = /^(@[\w.-]+\/)?[\w.-]+(?=\/|$)/.exec(specifier)?.[0];
  const foreign = !/^[.#]|:/.test(specifier) && resolve(project, path, specifier) === undefined;
  if (name === undefined || !foreign) return [];
  const workspace = workspaceOf(path);
  const manifest = project.manifests.get(workspace) ?? {};
  const onlyForDevelopment =
    isTest(path) || path.endsWith('.config.ts') || item.isType || !DEPLOYED.has(workspace);
  const root = project.manifests.get('') ?? {};
  if (runs(manifest, name)) return [];
  if (onlyForDevelopment && (name in all(manifest) || name in all(root))) return [];
  const where = `${workspace}/package.json`.replace(/^\//, '');
  const message =
    name in all(manifest)
      ? `${name} is a devDependency: move it to dependencies of ${where}, or do without`
      : `${name} is not declared: add it to ${where}`;
  return [{ path, line, rule: 'packages', message }];
}

function runs({ dependencies = {}, optionalDependencies = {} }: Manifest, name: string): boolean {
  return name in dependencies || name in optionalDependencies;
}

function all(manifest: Manifest): Readonly<Record<string, string>> {
  return {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
}
