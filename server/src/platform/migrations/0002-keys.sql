-- Which master keys this database has been sealed with, and how far a change of keys has come. Keys
-- themselves are never here: a fingerprint tells a key by, and nothing follows from it.

create table platform.keys (
  id text primary key,
  fingerprint bytea not null check (length(fingerprint) = 32),
  taken_up_at timestamptz not null,
  -- from here on another key is written with; this one is still read
  superseded_at timestamptz,
  -- when every running server wrote with it: transactions from before may still end after
  settled_xid xid8,
  -- from here on nothing needs it, and it is not accepted any more
  dropped_at timestamptz,
  check (dropped_at is null or superseded_at is not null)
);
create unique index keys_one_current on platform.keys ((true)) where superseded_at is null;
grant select, insert, update (superseded_at) on platform.keys to sycee_app;

-- The running servers and the keys each can read, so that nothing is sealed with a key that one of
-- them does not have. Times are those of the database server's own clock.
create table platform.key_readers (
  reader uuid primary key,
  current_key text not null,
  known_keys text[] not null,
  seen_at timestamptz not null
);
grant select, insert, update, delete on platform.key_readers to sycee_app;

-- How far the rows of a table have been sealed anew with a key.
create table platform.key_progress (
  key text not null references platform.keys,
  table_name text not null,
  -- the last row of the batch before, by its primary key
  after jsonb,
  rows_done bigint not null default 0,
  finished_at timestamptz,
  primary key (key, table_name)
);
