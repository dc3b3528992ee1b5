// What this device is called in the list of sessions: what a person would call it.

const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
] as const;

const BROWSERS = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const;

/** The system and the browser, such as `iPhone · Safari`. */
export function deviceName(agent = navigator.userAgent): string {
  return `${first(SYSTEMS, agent)} · ${first(BROWSERS, agent)}`;
}

/** The system alone, as the bank's code for it. */
export function devicePlatform(agent = navigator.userAgent): string {
  return first(SYSTEMS, agent).toLowerCase();
}

function first(names: readonly (readonly [string, RegExp])[], agent: string): string {
  return names.find(([, pattern]) => pattern.test(agent))?.[0] ?? 'Web';
}
