-- People, how they prove who they are, and the sessions they have open. Names, id numbers and phone
-- numbers are sealed by the server (text columns ending in _sealed); columns ending in _index are
-- keyed hashes of the same, for exact lookup. Nothing here can be read without the server's key.

create schema parties;

create table parties.parties (
  id uuid primary key,
  phone_sealed text not null,
  phone_index bytea not null unique,
  language text not null check (language in ('en', 'zh')),
  state text not null check (state in ('identity_needed', 'pin_needed', 'active')),
  created_at timestamptz not null
);

create table parties.identities (
  party_id uuid primary key references parties.parties,
  name_sealed text not null,
  id_number_sealed text not null,
  id_number_index bytea not null unique,
  given_at timestamptz not null
);

create table parties.pins (
  party_id uuid primary key references parties.parties,
  hash text not null check (hash like '$argon2id$%'),
  set_at timestamptz not null,
  failures integer not null default 0 check (failures >= 0),
  locks integer not null default 0 check (locks >= 0),
  locked_until timestamptz
);

-- One row per phone and purpose: the code that counts now, and how many were sent that day.
create table parties.phone_codes (
  phone_index bytea not null,
  purpose text not null check (purpose in ('sign_in')),
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0 check (tries >= 0),
  used_at timestamptz,
  sent_on date not null,
  sent_that_day integer not null check (sent_that_day > 0),
  primary key (phone_index, purpose)
);

create table parties.devices (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  secret_hash bytea not null,
  name text not null,
  platform text not null,
  created_at timestamptz not null
);

create table parties.sessions (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  device_id uuid not null references parties.devices,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create index sessions_open on parties.sessions (party_id) where ended_at is null;

create table parties.pin_proofs (
  proof_hash bytea primary key,
  session_id uuid not null references parties.sessions,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index pin_proofs_by_session on parties.pin_proofs (session_id) where used_at is null;

grant usage on schema parties to sycee_app;
grant select, insert, update on all tables in schema parties to sycee_app;
