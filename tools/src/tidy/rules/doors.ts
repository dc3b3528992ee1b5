// A door is a short list of names: it shows at one look what a room offers.

import type { Rule } from '../finding.ts';
import { doorOf } from '../project.ts';
import type { Project } from '../project.ts';

const DOOR_LINES_MAX = 40;

/** Finds doors that are missing, long, or do not name what they hand out. */
export const doors: Rule = (project) =>
  [...project.floors.keys()].flatMap((room) => {
    const path = doorOf(room);
    if (!hasSources(project, room)) return [];
    const complaints = complaintsOf(project, path, room);
    return complaints.map(([line, message]) => ({ path, line, rule: 'doors', message }));
  });

function hasSources(project: Project, room: string): boolean {
  const folder = doorOf(room).slice(0, -'index.ts'.length);
  return [...project.sources.keys()].some((path) => path.startsWith(folder));
}

function complaintsOf(project: Project, path: string, room: string): [number, string][] {
  const door = project.sources.get(path);
  if (door === undefined) {
    return [[1, `the room ${room} has no door: write index.ts with the names it hands out`]];
  }
  const lines = door.text.split('\n').length - 1;
  const long: [number, string][] =
    lines > DOOR_LINES_MAX
      ? [[lines, `${lines} lines, at most ${DOOR_LINES_MAX}: hand out fewer names`]]
      : [];
  const stars = door.stars.map(({ line, specifier }): [number, string] => [
    line,
    `export * from '${specifier}': name what the door hands out`,
  ]);
  const own = door.exports.filter(({ from }) => from === undefined);
  const made = own.map(({ line, name }): [number, string] => [
    line,
    `${name} is made in the door: make it in a file of its own and export it from there`,
  ]);
  return [...long, ...stars, ...made];
}
