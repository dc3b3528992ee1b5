-- Passkeys (WebAuthn) by which a subject proves that a device of theirs is there and unlocked. A
-- subject is the id of whoever the caller means; this schema knows nobody's name. Public keys only:
-- nothing here opens anything.

create schema passkeys;

-- What authenticators know a subject by: random, so that it tells them nothing.
create table passkeys.handles (
  subject uuid primary key,
  handle bytea not null unique check (length(handle) = 32)
);

create table passkeys.challenges (
  id uuid primary key,
  subject uuid not null,
  session_id uuid not null,
  purpose text not null check (purpose in ('register', 'confirm')),
  -- The one thing a confirmation is for, as the caller names it; of a registration, nothing.
  about text not null,
  challenge text not null unique,
  -- From when on a passkey that is registered by it counts.
  counts_from timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  -- Taken by the first answer, whatever comes of it.
  answered_at timestamptz,
  check ((purpose = 'register') = (counts_from is not null))
);

create table passkeys.passkeys (
  id uuid primary key,
  subject uuid not null,
  credential_id bytea not null unique,
  public_key bytea not null,
  -- How often the authenticator says it has signed; 0: it does not count.
  uses bigint not null check (uses >= 0),
  transports text[] not null,
  model uuid not null,
  -- Copied by its maker to the owner's other devices.
  is_synced boolean not null,
  name text not null check (name <> ''),
  added_in uuid not null,
  added_at timestamptz not null,
  counts_from timestamptz not null check (counts_from >= added_at),
  last_used_at timestamptz,
  -- Its count went back: there may be a copy of it.
  suspended_at timestamptz,
  removed_at timestamptz
);

create index passkeys_of_subject on passkeys.passkeys (subject) where removed_at is null;

-- Every decision with its reasons. Never changed.
create table passkeys.decisions (
  id uuid primary key,
  subject uuid not null,
  session_id uuid not null,
  challenge_id uuid not null unique references passkeys.challenges,
  passkey_id uuid references passkeys.passkeys,
  purpose text not null check (purpose in ('register', 'confirm')),
  outcome text not null check (outcome in ('accepted', 'refused')),
  reasons text[] not null,
  decided_at timestamptz not null,
  check ((outcome = 'accepted') = (reasons = '{}')),
  check (outcome = 'refused' or passkey_id is not null)
);

create index decisions_of_subject on passkeys.decisions (subject, decided_at);

grant usage on schema passkeys to sycee_app;
grant select, insert, update on passkeys.challenges, passkeys.passkeys to sycee_app;
grant select, insert, update, delete on passkeys.handles to sycee_app;

grant select, insert on passkeys.decisions to sycee_app;
