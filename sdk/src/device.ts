// Where a device keeps what proves that it is itself: the secret every session request shows, and,
// outside a browser, the session's token. In a browser the token stays in an HttpOnly cookie.

export type Device = {
  readonly secret: string;
  /** Only with `credentials: 'token'`. */
  readonly token?: string;
};

export type DeviceStore = {
  readonly load: () => Device | undefined;
  readonly save: (device: Device) => void;
  readonly clear: () => void;
};

/** Keeps the device in the browser's local storage, shared by all tabs of the app. */
export function browserDevice(key = 'sycee.device', storage: Storage = localStorage): DeviceStore {
  return {
    load: () => readDevice(storage.getItem(key)),
    save: (device) => storage.setItem(key, JSON.stringify(device)),
    clear: () => storage.removeItem(key),
  };
}

/** Keeps the device in memory: for programs and tests. */
export function memoryDevice(initial?: Device): DeviceStore {
  let kept = initial;
  return {
    load: () => kept,
    save: (device) => {
      kept = device;
    },
    clear: () => {
      kept = undefined;
    },
  };
}

function readDevice(text: string | null): Device | undefined {
  try {
    const device = JSON.parse(text ?? 'null') as Partial<Device> | null;
    return typeof device?.secret === 'string' ? (device as Device) : undefined;
  } catch {
    return undefined;
  }
}
