// The door of the sandbox's platform.

export { machineClock } from './clock.ts';
export { readConfig } from './config.ts';
export { ensureDatabase, openDatabase, type Database, type Tx } from './database.ts';
export { FAILURE_MODES, failuresNow, setFailure, TARGETS } from './failures.ts';
export { buildHttp } from './http.ts';
export { migrate } from './migrations.ts';
export { digestOf, randomDigits, randomOf, randomToken, sameDigest } from './random.ts';
export { no, route, yes, type Answer, type Route } from './route.ts';
