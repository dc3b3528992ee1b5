// The door of settings: what the environment says, and where the secret keys are.

export { readConfig, type PartnerSettings } from './config.ts';
export { keyFileSource, readSecretKeys } from './key-file.ts';
export { startConfig } from './start-config.ts';
