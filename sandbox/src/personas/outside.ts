// What the personas see of the world outside: their own papers, and the messages on their phones.

import { setTimeout as pause } from 'node:timers/promises';

export type Papers = {
  readonly name: string;
  readonly id_number: string;
  readonly phone: string;
  readonly cards: readonly { readonly card_number: string }[];
};

type Message = { readonly id: string; readonly code: string | null };

export type Outside = {
  readonly papersOf: (phone: string) => Promise<Papers>;
  /** Does what makes a message come, and answers the code in it. */
  readonly codeAfter: (phone: string, ask: () => Promise<unknown>) => Promise<string>;
};

const LOOK_EVERY_MS = 40;
const WAIT_MS_MAX = 15_000;

/** The open doors of a sandbox. */
export function outside(sandboxUrl: string): Outside {
  const read = async <Reply>(path: string): Promise<Reply> => {
    const answer = await fetch(sandboxUrl + path);
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}`);
    return (await answer.json()) as Reply;
  };
  const inbox = async (phone: string): Promise<Message[]> =>
    (await read<{ items: Message[] }>(`/sms/inbox?to=${encodeURIComponent(phone)}`)).items;
  return {
    papersOf: async (phone) => {
      const { items } = await read<{ items: Papers[] }>('/control/people');
      const papers = items.find((person) => person.phone === phone);
      if (papers === undefined) throw new Error(`nobody in the sandbox has the phone ${phone}`);
      return papers;
    },
    codeAfter: async (phone, ask) => {
      const known = new Set((await inbox(phone)).map(({ id }) => id));
      await ask();
      const message = await until(async () =>
        (await inbox(phone)).find(({ id, code }) => code !== null && !known.has(id)),
      );
      return message.code ?? '';
    },
  };
}

/** Looks again and again until there is something; gives up after 15 seconds. */
export async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  const looks = Math.ceil(WAIT_MS_MAX / LOOK_EVERY_MS);
  for (let times = 0; times < looks; times++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('what the personas waited for did not come');
}
