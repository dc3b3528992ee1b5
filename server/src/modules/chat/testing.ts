// What tests of this module and the ones above it share: people who know each other.

import type { Caller, Database, Tx } from '#platform';
import { activeCustomer } from '../parties/testing.ts';
import { answerRequest } from './answer-request.ts';
import type { ConversationId } from './conversation.ts';
import { openDirect } from './open-direct.ts';
import { requestContact } from './request-contact.ts';

/** Customers, all contacts of the first one. */
export async function friends(database: Database, numbers: readonly number[]): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const number of numbers) callers.push((await activeCustomer(database, { number })).caller);
  const [first, ...others] = callers;
  for (const other of others) if (first) await database.transact((tx) => meet(tx, first, other));
  return callers;
}

/** Makes two people contacts, as they would. */
async function meet(tx: Tx, one: Caller, other: Caller): Promise<ConversationId> {
  const request = await requestContact(tx, one, other.partyId, 'hi');
  await answerRequest(tx, other, request.id, 'accepted');
  return openDirect(tx, one, other.partyId);
}
