-- What the protocol and the failure switches must not forget when the process dies.

create schema platform;

-- A nonce is spent before the request is looked at, and stays spent when the process dies.
create table platform.nonces (
  key_id text not null,
  nonce text not null,
  seen_at timestamptz not null,
  primary key (key_id, nonce)
);
create index nonces_seen_at on platform.nonces (seen_at);

-- One row per target: how its next requests fail. No row, or `none`, means that nothing fails.
create table platform.failures (
  target text primary key,
  mode text not null,
  delay_ms integer not null check (delay_ms >= 0),
  requests_left integer check (requests_left >= 0)
);
