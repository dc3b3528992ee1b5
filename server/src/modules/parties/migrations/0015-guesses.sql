-- Wrong PINs and codes by where they come from. One account has its own count; here are those who
-- try a few guesses each at many accounts.

create table parties.wrong_guesses (
  source_index bytea not null,
  purpose text not null check (purpose in ('pin', 'code')),
  -- Whose PIN, or which phone's code, as a hash.
  target_hash bytea not null,
  guessed_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (source_index, purpose, target_hash)
);
create index wrong_guesses_expiry on parties.wrong_guesses (expires_at);

create table parties.guess_blocks (
  source_index bytea not null,
  purpose text not null check (purpose in ('pin', 'code')),
  -- How often in a row; each is twice as long as the one before.
  blocks integer not null check (blocks > 0),
  blocked_at timestamptz not null,
  blocked_until timestamptz not null,
  expires_at timestamptz not null,
  primary key (source_index, purpose)
);

grant select, insert, update, delete on parties.wrong_guesses, parties.guess_blocks to sycee_app;
