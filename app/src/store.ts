// A value that lives outside React and survives a reload: what a screen remembers on this device.

import { useSyncExternalStore } from 'react';

export type Store<Value> = {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

/** A store in memory. */
export function storeOf<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A store kept as JSON under a key of the device's storage; what cannot be read is forgotten. */
export function keptStore<Value>(
  key: string,
  initial: Value,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): Store<Value> {
  const store = storeOf(recall(storage.getItem(key), initial));
  return {
    ...store,
    set: (value) => {
      storage.setItem(key, JSON.stringify(value));
      store.set(value);
    },
  };
}

function recall<Value>(text: string | null, initial: Value): Value {
  if (text === null) return initial;
  try {
    const kept = JSON.parse(text) as Value;
    const mergeable = typeof initial === 'object' && initial !== null && !Array.isArray(initial);
    return mergeable ? { ...initial, ...kept } : kept;
  } catch {
    return initial;
  }
}

/** The value of a store, kept current while the component shows. */
export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}
