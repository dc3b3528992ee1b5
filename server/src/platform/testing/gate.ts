// A place where a test holds up whoever comes, looks around, and lets them go on.

export type Gate = {
  /** Comes to the gate, and goes on when it is open. */
  readonly pass: () => Promise<void>;
  /** Settles when so many stand before it. */
  readonly reached: (by: number) => Promise<void>;
  readonly open: () => void;
};

/** A gate that is shut. */
export function shutGate(): Gate {
  let standing = 0;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => void (open = resolve));
  const watchers: { by: number; tell: () => void }[] = [];
  return {
    open: () => open(),
    pass: () => {
      standing += 1;
      for (const { by, tell } of watchers) if (standing >= by) tell();
      return opened;
    },
    reached: (by) =>
      new Promise((resolve) => {
        if (standing >= by) resolve();
        else watchers.push({ by, tell: resolve });
      }),
  };
}
