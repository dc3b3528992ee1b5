// The SQL of sessions and the devices they are bound to.

import { addSeconds, idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import type { PartyId, Session, SessionId } from './party.ts';
import { SESSION } from './settings.ts';

export type NewSession = {
  readonly sessionId: SessionId;
  readonly deviceId: Id<'dev'>;
  readonly partyId: PartyId;
  readonly tokenHash: Buffer;
  readonly deviceSecretHash: Buffer;
  readonly deviceName: string;
  readonly platform: string;
  /** Of the app's own number on the device; null when it gave none. */
  readonly installationHash: Buffer | null;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const now = isoOf(tx.now);
  const [partyId, deviceId] = [uuidOf(session.partyId), uuidOf(session.deviceId)];
  await tx.query(
    `insert into parties.devices
       (id, party_id, secret_hash, name, platform, created_at, installation_hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      deviceId,
      partyId,
      session.deviceSecretHash,
      session.deviceName,
      session.platform,
      now,
      session.installationHash,
    ],
  );
  const expiresAt = isoOf(addSeconds(tx.now, SESSION.lifeSeconds));
  await tx.query(
    `insert into parties.sessions
       (id, party_id, device_id, token_hash, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [uuidOf(session.sessionId), partyId, deviceId, session.tokenHash, now, expiresAt],
  );
}

/** Whether a party has signed in by the same app on the same device before. */
export async function hasInstallation(
  tx: Tx,
  partyId: PartyId,
  installationHash: Buffer | null,
): Promise<boolean> {
  const rows = await tx.query(
    'select from parties.devices where party_id = $1 and installation_hash = $2 limit 1',
    [uuidOf(partyId), installationHash],
  );
  return rows.length === 1;
}

export type LiveSession = {
  readonly caller: Caller;
  readonly deviceSecretHash: Buffer;
  readonly lastSeenAt: Instant;
};

/** Live sessions by the hex of their tokens' hashes: not ended, not idle for too long, in life. */
export async function selectSessionsByToken(
  tx: Tx,
  tokenHashes: readonly Buffer[],
): Promise<Map<string, LiveSession>> {
  const rows = await tx.query<{
    token: string;
    id: string;
    party_id: string;
    device_id: string;
    secret_hash: Buffer;
    last_seen_at: Instant;
    created_at: Instant;
  }>(
    `select encode(s.token_hash, 'hex') as token, s.id, s.party_id, s.device_id, d.secret_hash,
       s.last_seen_at, s.created_at
     from parties.sessions s join parties.devices d on d.id = s.device_id
     where s.token_hash = any($1::bytea[]) and ${LIVE}`,
    [tokenHashes, ...livePlaces(tx)],
  );
  return new Map(
    rows.map((row) => [
      row.token,
      {
        caller: {
          sessionId: idOf('sess', row.id),
          partyId: idOf('party', row.party_id),
          deviceId: idOf('dev', row.device_id),
          signedInAt: row.created_at,
        },
        deviceSecretHash: row.secret_hash,
        lastSeenAt: row.last_seen_at,
      },
    ]),
  );
}

const LIVE = 's.ended_at is null and s.expires_at > $2 and s.last_seen_at > $3';

function livePlaces(tx: Tx): [string, string] {
  return [isoOf(tx.now), isoOf(addSeconds(tx.now, -SESSION.idleSeconds))];
}

/** Notes that sessions were seen now; requests at the same moment do not wait for each other. */
export async function updateLastSeen(tx: Tx, ids: readonly SessionId[]): Promise<void> {
  await tx.query(
    `update parties.sessions set last_seen_at = $2
     where id in (select id from parties.sessions where id = any($1::uuid[])
       for update skip locked)`,
    [ids.map(uuidOf), isoOf(tx.now)],
  );
}

/** A party's live sessions, the last seen first. */
export async function selectLiveSessions(tx: Tx, partyId: PartyId): Promise<Session[]> {
  const rows = await tx.query<{
    id: string;
    name: string;
    platform: string;
    created_at: Instant;
    last_seen_at: Instant;
  }>(
    `select s.id, d.name, d.platform, s.created_at, s.last_seen_at
     from parties.sessions s join parties.devices d on d.id = s.device_id
     where s.party_id = $1 and ${LIVE} order by s.last_seen_at desc, s.id desc`,
    [uuidOf(partyId), ...livePlaces(tx)],
  );
  return rows.map((row) => ({
    id: idOf('sess', row.id),
    deviceName: row.name,
    platform: row.platform,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }));
}

/** Ends one open session of a party; false when the party has no such session. */
export async function endSessionRow(tx: Tx, partyId: PartyId, id: SessionId): Promise<boolean> {
  const rows = await tx.query(
    `update parties.sessions set ended_at = $3
     where id = $1 and party_id = $2 and ended_at is null returning 1`,
    [uuidOf(id), uuidOf(partyId), isoOf(tx.now)],
  );
  return rows.length === 1;
}

/** Ends every open session of a party but one; tells how many. */
export async function endOtherSessionRows(
  tx: Tx,
  partyId: PartyId,
  kept: SessionId,
): Promise<number> {
  const rows = await tx.query(
    `update parties.sessions set ended_at = $3
     where party_id = $1 and id <> $2 and ended_at is null returning 1`,
    [uuidOf(partyId), uuidOf(kept), isoOf(tx.now)],
  );
  return rows.length;
}

/** Ends every open session of a party. */
export async function endSessionRows(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query(
    'update parties.sessions set ended_at = $2 where party_id = $1 and ended_at is null',
    [uuidOf(partyId), isoOf(tx.now)],
  );
}
