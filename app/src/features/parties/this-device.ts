// What this device is called in the list of sessions: what a person would call it. And by what the
// bank knows that it has seen it before.

const INSTALLATION_KEY = 'sycee.installation';
const INSTALLATION_BYTES = 16;

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

/** Which device of the world this is: made once, kept over sign-outs, tells nothing else. */
export function installationId(storage: Storage = localStorage): string {
  const kept = storage.getItem(INSTALLATION_KEY);
  if (kept !== null) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(INSTALLATION_BYTES));
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  storage.setItem(INSTALLATION_KEY, made);
  return made;
}

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
