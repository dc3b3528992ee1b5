// What a person reads while `npm start` works: one line a step, with its seconds.

const CLEAR_LINE = '\r\u001B[2K';
const NAME_WIDTH = 46;
const TICK_MS = 1000;

export type Progress = {
  readonly say: (line: string) => void;
  /** Runs a step; `note` tells how far it is, and may be called at any time. */
  readonly step: <T>(
    name: string,
    work: (note: (text: string) => void) => Promise<T>,
  ) => Promise<T>;
};

type Running = { readonly since: number; note: string };

/** Writes progress to a stream; a terminal also shows what is being done just now. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const live = stream.isTTY;
  const running = new Map<string, Running>();
  const show = (): void => {
    const doing = [...running].map(([name, { since, note }]) =>
      [name, note, `${secondsSince(since).toFixed(0)} s`].filter(Boolean).join(' '),
    );
    if (live) stream.write(`${CLEAR_LINE}${doing.length === 0 ? '' : `  … ${doing.join(', ')}`}`);
  };
  if (live) setInterval(() => running.size > 0 && show(), TICK_MS).unref();
  const say = (line: string): void => {
    stream.write(`${live ? CLEAR_LINE : ''}${line}\n`);
    show();
  };
  return {
    say,
    step: async (name, work) => {
      const state: Running = { since: performance.now(), note: '' };
      const finish = (mark: string): void => {
        running.delete(name);
        const seconds = secondsSince(state.since).toFixed(1).padStart(5);
        say(`  ${mark} ${name.padEnd(NAME_WIDTH)} ${seconds} s`);
      };
      running.set(name, state);
      show();
      try {
        const result = await work((text) => {
          state.note = text;
          show();
        });
        finish('✓');
        return result;
      } catch (error) {
        finish('✗');
        throw error;
      }
    },
  };
}

function secondsSince(since: number): number {
  return (performance.now() - since) / 1000;
}
