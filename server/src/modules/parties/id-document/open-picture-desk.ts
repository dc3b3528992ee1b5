// The desk where pictures of id cards are opened: a thread of its own, so that nobody waits while
// one is decoded.

import { openThreads } from '#platform';
import { refuse } from '../refusals.ts';
import { faultInHeader } from './picture.ts';
import type { Opened } from './picture-thread.ts';

export type PictureDesk = {
  /**
   * The picture, written anew. Refuses what is no JPEG of a bounded size, and what nobody could
   * read, with the name of the member; `platform.overloaded` when too many are waiting.
   */
  readonly open: (bytes: Uint8Array, param: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Opens the desk; its thread starts with the first picture. */
export function openPictureDesk(): PictureDesk {
  const threads = openThreads<Uint8Array, Opened>({
    script: 'src/modules/parties/id-document/picture-thread.ts',
    count: 1,
    queueMax: 8,
    timeoutMs: 20_000,
  });
  return {
    open: async (bytes, param) => {
      const fault = faultInHeader(bytes);
      if (fault !== undefined) throw refuse(fault, { param });
      const opened = await threads.ask(bytes);
      if ('fault' in opened) throw refuse(opened.fault, { param });
      return opened.jpeg;
    },
    close: threads.close,
  };
}
