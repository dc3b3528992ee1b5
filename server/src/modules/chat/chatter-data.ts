// What this room holds of a person, and what leaving means here: nobody finds them any more, and
// the groups go on without them. What they said to others is the others' as well, and stays.

import { isoOf } from '@sycee/kit';
import type { Holder } from '#parties';
import type { Tx } from '#platform';
import { tellPeopleChanged } from './events.ts';
import { handOver, sendOff } from './manage-group.ts';
import type { PartyId } from './people.ts';
import { personsFor } from './persons.ts';
import { holdConversation } from './store-conversations.ts';
import { deletePerson, selectGroupIds, selectSaid } from './store-chatter.ts';
import { selectContactIds } from './store-people.ts';

/** Names, contacts, groups and messages. */
export const chatHolder: Holder = {
  room: 'chat',
  about: {
    en: 'Your nickname, your contacts, and everything you have said.',
    zh: '您的昵称、好友，以及您发送过的全部消息。',
  },
  holdings: async (tx, partyId) => {
    const contactIds = await selectContactIds(tx, partyId);
    const persons = await personsFor(tx, partyId, [partyId, ...contactIds]);
    return {
      nickname: persons.get(partyId)?.nickname ?? null,
      contacts: contactIds.map((id) => persons.get(id)?.name ?? null),
      messages: (await selectSaid(tx, partyId)).map(({ conversation, at, text }) => ({
        conversation,
        at: isoOf(at),
        text,
      })),
    };
  },
  obstacles: async () => [],
  letGo: async (tx, partyId) => {
    for (const id of await selectGroupIds(tx, partyId)) await leaveForGood(tx, id, partyId);
    await tellPeopleChanged(tx, await deletePerson(tx, partyId));
  },
  deletes: [
    { en: 'Your nickname, QR code, contacts and requests', zh: '您的昵称、二维码、好友与好友申请' },
    { en: 'Your place in groups', zh: '您的群成员身份' },
  ],
  keeps: [
    {
      what: { en: 'What you said in conversations', zh: '您在会话中发送的消息' },
      why: {
        en: 'It is part of the conversations of those you said it to.',
        zh: '这些消息同时属于对方的会话记录。',
      },
    },
  ],
};

async function leaveForGood(
  tx: Tx,
  id: Awaited<ReturnType<typeof selectGroupIds>>[number],
  partyId: PartyId,
): Promise<void> {
  const held = await holdConversation(tx, id);
  if (held === undefined) return;
  await sendOff(tx, await handOver(tx, held, partyId), partyId, partyId);
}
