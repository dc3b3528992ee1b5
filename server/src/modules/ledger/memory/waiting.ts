// Waiting for what others bring about, and not for ever.

/** A promise, and what resolves it. */
export function deferred<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((go) => {
    resolve = go;
  });
  return { promise, resolve };
}

/** Whether a promise resolved before a moment of `performance.now()`; it must not reject. */
export async function within(promise: Promise<unknown>, by: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, by - performance.now()));
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
