// What a person reads while `npm start` works: one line a step, with its seconds.

const CLEAR_LINE = '\r\u001B[2K';
const NAME_WIDTH = 44;

export type Progress = {
  readonly say: (line: string) => void;
  /** Runs a step; `note` tells how far it is, and may be called at any time. */
  readonly step: <T>(
    name: string,
    work: (note: (text: string) => void) => Promise<T>,
  ) => Promise<T>;
};

/** Writes progress to a stream; a terminal also shows what is being done just now. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const live = stream.isTTY;
  const running = new Map<string, string>();
  const show = (): void => {
    const doing = [...running].map(([name, note]) => `${name}${note}`).join(', ');
    if (live) stream.write(`${CLEAR_LINE}${doing === '' ? '' : `  … ${doing}`}`);
  };
  const say = (line: string): void => {
    stream.write(`${live ? CLEAR_LINE : ''}${line}\n`);
    show();
  };
  return {
    say,
    step: async (name, work) => {
      const since = performance.now();
      const finish = (mark: string): void => {
        running.delete(name);
        const seconds = ((performance.now() - since) / 1000).toFixed(1);
        say(`  ${mark} ${name.padEnd(NAME_WIDTH)} ${seconds.padStart(5)} s`);
      };
      running.set(name, '');
      show();
      try {
        const result = await work((note) => {
          running.set(name, ` ${note}`);
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
