// The SQL of passkeys and of the handles that authenticators know subjects by.

import { randomBytes } from 'node:crypto';
import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Passkey, PasskeyId, Subject } from './passkey.ts';

/** A passkey with what a signature is checked by. */
export type StoredPasskey = Passkey & {
  readonly subject: Subject;
  /** In base64url, as browsers name it. */
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly uses: number;
  readonly transports: readonly string[];
};

type Row = {
  id: string;
  subject: string;
  credential_id: Buffer;
  public_key: Buffer;
  uses: bigint;
  transports: string[];
  is_synced: boolean;
  name: string;
  added_at: Instant;
  counts_from: Instant;
  last_used_at: Instant | null;
  suspended_at: Instant | null;
};

const PASSKEY = `select id, subject, credential_id, public_key, uses, transports, is_synced, name,
    added_at, counts_from, last_used_at, suspended_at
  from passkeys.passkeys where removed_at is null`;

/** A subject's passkeys, newest first. */
export async function selectPasskeys(tx: Tx, subject: Subject): Promise<StoredPasskey[]> {
  const rows = await tx.query<Row>(`${PASSKEY} and subject = $1 order by added_at desc, id desc`, [
    subject,
  ]);
  return rows.map(passkeyOf);
}

/** A subject's passkey by its credential, taken until the transaction ends: uses count up. */
export async function lockPasskey(
  tx: Tx,
  subject: Subject,
  credentialId: string,
): Promise<StoredPasskey | undefined> {
  const rows = await tx.query<Row>(
    `${PASSKEY} and subject = $1 and credential_id = $2 for update`,
    [subject, Buffer.from(credentialId, 'base64url')],
  );
  return rows.map(passkeyOf)[0];
}

export type NewPasskey = Omit<StoredPasskey, 'addedAt' | 'lastUsedAt' | 'suspendedAt'> & {
  readonly model: string;
  readonly sessionId: string;
};

/** Keeps a passkey; false when its credential is known, whoever has it. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  const rows = await tx.query(
    `insert into passkeys.passkeys (id, subject, credential_id, public_key, uses, transports, model,
       is_synced, name, added_in, added_at, counts_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (credential_id) do nothing returning 1`,
    [
      uuidOf(passkey.id),
      passkey.subject,
      Buffer.from(passkey.credentialId, 'base64url'),
      passkey.publicKey,
      passkey.uses,
      passkey.transports,
      passkey.model,
      passkey.isSynced,
      passkey.name,
      passkey.sessionId,
      isoOf(tx.now),
      isoOf(passkey.countsFrom),
    ],
  );
  return rows.length === 1;
}

/** Notes that a passkey was used, and how often it now says it was. */
export async function updateUses(
  tx: Tx,
  id: PasskeyId,
  used: { readonly uses: number; readonly isSynced: boolean },
): Promise<void> {
  await tx.query(
    `update passkeys.passkeys set uses = $2, is_synced = $3, last_used_at = $4 where id = $1`,
    [uuidOf(id), used.uses, used.isSynced, isoOf(tx.now)],
  );
}

export async function suspendPasskey(tx: Tx, id: PasskeyId): Promise<void> {
  await tx.query('update passkeys.passkeys set suspended_at = $2 where id = $1', [
    uuidOf(id),
    isoOf(tx.now),
  ]);
}

/** Takes a passkey from a subject; answers its name, undefined when there is none such. */
export async function removePasskeyRow(
  tx: Tx,
  subject: Subject,
  id: PasskeyId,
): Promise<string | undefined> {
  const [row] = await tx.query<{ name: string }>(
    `update passkeys.passkeys set removed_at = $3
     where id = $1 and subject = $2 and removed_at is null returning name`,
    [uuidOf(id), subject, isoOf(tx.now)],
  );
  return row?.name;
}

/** Blanks every passkey of a subject: the row stays for its decisions, what it knew does not. */
export async function blankPasskeys(tx: Tx, subject: Subject): Promise<void> {
  await tx.query(
    `update passkeys.passkeys set removed_at = coalesce(removed_at, $2), name = 'forgotten',
       public_key = '', transports = '{}', model = '00000000-0000-0000-0000-000000000000'
     where subject = $1`,
    [subject, isoOf(tx.now)],
  );
  await tx.query('delete from passkeys.handles where subject = $1', [subject]);
}

/** The random handle of a subject, made when it is first asked for. */
export async function handleOf(tx: Tx, subject: Subject): Promise<Buffer> {
  await tx.query(
    `insert into passkeys.handles (subject, handle) values ($1, $2)
     on conflict (subject) do nothing`,
    [subject, randomBytes(32)],
  );
  const [row] = await tx.query<{ handle: Buffer }>(
    'select handle from passkeys.handles where subject = $1',
    [subject],
  );
  return row?.handle ?? Buffer.alloc(0);
}

/** One registration of a subject at a time, so that none gets beyond the most. */
export async function lockHandle(tx: Tx, subject: Subject): Promise<void> {
  await tx.query('select from passkeys.handles where subject = $1 for update', [subject]);
}

function passkeyOf(row: Row): StoredPasskey {
  return {
    id: idOf('pkey', row.id),
    subject: row.subject,
    credentialId: row.credential_id.toString('base64url'),
    publicKey: row.public_key,
    uses: Number(row.uses),
    transports: row.transports,
    isSynced: row.is_synced,
    name: row.name,
    addedAt: row.added_at,
    countsFrom: row.counts_from,
    lastUsedAt: row.last_used_at,
    suspendedAt: row.suspended_at,
  };
}
