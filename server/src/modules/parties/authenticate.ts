// Who is asking: a token alone is not enough, it must come with the secret of the device it was
// given to. Both are kept as hashes; a copy of the table opens no session.

import { timingSafeEqual } from 'node:crypto';
import { addSeconds } from '@sycee/kit';
import type { Caller, Credentials, Tx } from '#platform';
import { SESSION } from './settings.ts';
import { type LiveSession, selectSessionsByToken, updateLastSeen } from './store-sessions.ts';

/**
 * Finds the callers of live sessions, in order; undefined for an unknown token, another device, or
 * a session that is ended, idle for 30 days or older than 90. Notes that they were seen, at most
 * once a minute.
 */
export async function authenticate(
  tx: Tx,
  asked: readonly Credentials[],
): Promise<(Caller | undefined)[]> {
  const tokens = asked.map(({ sessionToken }) => tx.secrets.sha256(sessionToken));
  const found = await selectSessionsByToken(tx, tokens);
  const sessions = asked.map(({ deviceSecret }, index) => {
    const session = found.get(tokens[index]?.toString('hex') ?? '');
    return session && isOfDevice(tx, session, deviceSecret) ? session : undefined;
  });
  await noteSeen(tx, sessions);
  return sessions.map((session) => session?.caller);
}

function isOfDevice(tx: Tx, session: LiveSession, deviceSecret: string): boolean {
  return timingSafeEqual(session.deviceSecretHash, tx.secrets.sha256(deviceSecret));
}

async function noteSeen(tx: Tx, sessions: readonly (LiveSession | undefined)[]): Promise<void> {
  const due = sessions.flatMap((session) => {
    if (session === undefined) return [];
    const { lastSeenAt, caller } = session;
    return addSeconds(lastSeenAt, SESSION.seenEverySeconds) <= tx.now ? [caller.sessionId] : [];
  });
  if (due.length > 0) await updateLastSeen(tx, due);
}
