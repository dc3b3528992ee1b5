// Doors and floors: inside the server a room sees the kit, the platform, and the doors of rooms on
// strictly lower floors, which makes it acyclic by construction.

import type { Finding, Rule } from '../finding.ts';
import { FLOOR_PLAN, doorOf, isTest, isTestingDoor, resolve, roomOf } from '../project.ts';
import type { Project } from '../project.ts';
import type { Import, Source } from '../source.ts';

/** Finds imports inside the server that go sideways, up, or past a door. */
export const floors: Rule = (project) => [
  ...[...project.sources.values()].flatMap((source) =>
    [...source.imports, ...source.stars, ...passedOn(source)].flatMap((item) =>
      complaintsOf(project, source, item).map((message) => ({
        path: source.path,
        line: item.line,
        rule: 'floors',
        message,
      })),
    ),
  ),
  ...unplannedRooms(project),
];

function passedOn(source: Source): Import[] {
  return source.exports.flatMap(({ from, line, isType }) =>
    from === undefined ? [] : [{ specifier: from.specifier, names: [from.name], line, isType }],
  );
}

function complaintsOf(project: Project, source: Source, { specifier }: Import): string[] {
  const target = resolve(project, source.path, specifier);
  const [from, to] = [roomOf(source.path), target && roomOf(target)];
  if (from === undefined || target === undefined || to === undefined || from === to) return [];
  const complaint =
    to === 'composition'
      ? upToComposition(source, target)
      : pastTheDoor(source, specifier, target, to) || upOrSideways(project, source, from, to);
  return complaint ? [complaint] : [];
}

function upToComposition(source: Source, target: string): string {
  if (isTest(source.path)) return '';
  return (
    `imports ${target}, where the house is put together: take what is needed as a parameter ` +
    'that main.ts passes in'
  );
}

function pastTheDoor(source: Source, specifier: string, target: string, to: string): string {
  if (target === doorOf(to)) {
    return specifier === `#${to}` ? '' : `imports '${specifier}': write '#${to}'`;
  }
  const test = isTest(source.path);
  if (test && isTestingDoor(target)) return '';
  const door = test ? doorOf(to).replace('index.ts', 'testing.ts') : doorOf(to);
  return (
    `imports '${specifier}' past the door of ${to}: import from '#${to}', and if the name is ` +
    `missing there, add it to ${door}`
  );
}

function upOrSideways(project: Project, source: Source, from: string, to: string): string {
  if (from === 'composition' || isTest(source.path)) return '';
  const [own, other] = [project.floors.get(from) ?? 0, project.floors.get(to) ?? 0];
  if (other < own) return '';
  const way = other === own ? 'sideways' : 'up';
  return (
    `${from} (floor ${own}) imports ${to} (floor ${other}), which goes ${way}: publish an event ` +
    'that the other module hears, or move the shared need to a lower floor'
  );
}

function unplannedRooms(project: Project): Finding[] {
  const rooms = [...project.sources.keys()].map(roomOf);
  const unplanned = [...new Set(rooms)].filter(
    (room) => room !== undefined && room !== 'composition' && !project.floors.has(room),
  );
  return unplanned.map((room) => ({
    path: FLOOR_PLAN,
    line: 1,
    rule: 'floors',
    message: `the module ${room} has no floor: add it with the lowest floor that lets it work`,
  }));
}
