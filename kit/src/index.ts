// The door of the kit: money, rate, time, ids, refusals. Safe in a browser, imports nothing.

export { allocate } from './allocate.ts';
export * from './business-date.ts';
export * from './ids.ts';
export * from './instant.ts';
export * from './minor.ts';
export * from './money.ts';
export type { Problem } from './problem.ts';
export * from './rate.ts';
export * from './refusal.ts';
export { divide, type Rounding } from './rounding.ts';
