// The settings of a process that starts: usable, or told to the operator in words before it ends.

import { readConfig, type Config } from './config.ts';
import { InvalidConfiguration, type Environment } from './environment.ts';

/** Reads the settings; with any problem it prints all of them and ends the process. */
export function startConfig(environment: Environment): Config {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
