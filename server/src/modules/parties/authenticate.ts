// Who is asking: a token alone is not enough, it must come with the secret of the device it was
// given to. Both are kept as hashes; a copy of the table opens no session.

import { timingSafeEqual } from 'node:crypto';
import { addSeconds } from '@sycee/kit';
import type { Caller, Credentials, Tx } from '#platform';
import { SESSION } from './settings.ts';
import { selectLiveSession, updateLastSeen } from './store-sessions.ts';

/**
 * Finds the caller of a live session, or undefined: unknown token, other device, ended, idle for 30
 * days or older than 90. Notes that it was seen, at most once a minute.
 */
export async function authenticate(tx: Tx, credentials: Credentials): Promise<Caller | undefined> {
  const session = await selectLiveSession(tx, tx.secrets.sha256(credentials.sessionToken));
  if (session === undefined) return undefined;
  const given = tx.secrets.sha256(credentials.deviceSecret);
  if (!timingSafeEqual(session.deviceSecretHash, given)) return undefined;
  if (addSeconds(session.lastSeenAt, SESSION.seenEverySeconds) <= tx.now) {
    await updateLastSeen(tx, session.caller.sessionId);
  }
  return session.caller;
}
