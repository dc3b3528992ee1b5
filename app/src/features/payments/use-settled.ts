// A value once it has stopped changing, so that typing does not ask the bank at every key.

import { useEffect, useState } from 'react';

/** The last value that stood still for some milliseconds. */
export function useSettled<Value>(value: Value, quietMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs]);
  return settled;
}
