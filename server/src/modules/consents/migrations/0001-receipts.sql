-- What people agreed to: the words they were shown, in versions with a first day, and a receipt
-- for every yes and every taking back. Receipts are only ever added; the server's role can neither
-- change one nor change the words that one points to.

create schema consents;

create table consents.versions (
  purpose text not null check (purpose in ('terms_of_use', 'personal_data', 'biometrics_face',
    'biometrics_voice', 'credit_data', 'marketing')),
  version integer not null check (version > 0),
  -- the first day on which it is shown; infinity: written, but not offered yet
  effective_from date not null,
  -- whether who agreed to an earlier version has to be asked again
  asks_again boolean not null,
  primary key (purpose, version)
);

create table consents.texts (
  purpose text not null,
  version integer not null,
  locale text not null check (locale in ('en', 'zh')),
  title text not null check (title <> ''),
  what text not null check (what <> ''),
  why text not null check (why <> ''),
  how_long text not null check (how_long <> ''),
  with_whom text not null check (with_whom <> ''),
  primary key (purpose, version, locale),
  foreign key (purpose, version) references consents.versions
);

create table consents.receipts (
  id uuid primary key,
  party_id uuid not null,
  purpose text not null,
  version integer not null,
  locale text not null,
  -- SHA-256 of the words as they were shown
  text_hash bytea not null check (length(text_hash) = 32),
  decision text not null check (decision in ('given', 'withdrawn')),
  -- the receipt before it of the same person and purpose; a decision can be made once on each
  follows uuid,
  decided_at timestamptz not null,
  -- where it was decided; none when the bank closed the account
  session_id uuid,
  device_id uuid,
  unique (id, party_id, purpose),
  foreign key (follows, party_id, purpose) references consents.receipts (id, party_id, purpose),
  foreign key (purpose, version, locale) references consents.texts,
  check (decision = 'given' or follows is not null),
  check ((session_id is null) = (device_id is null)),
  check (decision = 'withdrawn' or session_id is not null)
);
create unique index receipts_in_a_row on consents.receipts (party_id, purpose, follows)
  nulls not distinct;

grant usage on schema consents to sycee_app;
grant select on consents.versions, consents.texts to sycee_app;
grant select, insert on consents.receipts to sycee_app;
