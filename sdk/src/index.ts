// The door of the SDK: the bank as typed calls, its refusals, the device, and live news.

export { createBank, type BankOptions, type Language } from './client.ts';
export { browserDevice, memoryDevice, type Device, type DeviceStore } from './device.ts';
export { BankRefusal, BankUnreachable } from './errors.ts';
export { newIdempotencyKey } from './idempotency.ts';
export { liveEvents, type LiveEvent, type LiveOptions } from './live.ts';
export type * from './generated.ts';
