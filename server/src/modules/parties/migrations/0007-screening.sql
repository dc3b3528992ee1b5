-- Whom the bank may not serve unseen, and who may be here twice. Until somebody is found clear, no
-- account is opened and no money leaves; what was found is for the staff alone, and sealed.

-- The version of the list that was last heard of.
create table parties.watch_list (
  one boolean primary key default true check (one),
  version text not null,
  seen_at timestamptz not null
);

create table parties.screenings (
  party_id uuid primary key references parties.parties,
  -- waiting: the list has not answered yet; hit: the staff look; cleared, confirmed: they decided
  list_state text not null
    check (list_state in ('waiting', 'clear', 'hit', 'cleared', 'confirmed')),
  twin_state text not null check (twin_state in ('clear', 'suspected', 'cleared', 'confirmed')),
  is_clear boolean not null generated always as
    (list_state in ('clear', 'cleared') and twin_state in ('clear', 'cleared')) stored,
  -- Of the last answer; null: never asked.
  list_version text,
  -- The entries found so far, and those the staff have seen and set aside.
  entries_sealed text,
  attempts integer not null default 0 check (attempts >= 0),
  next_ask_at timestamptz not null,
  trouble text,
  check (list_state not in ('hit', 'cleared', 'confirmed') or entries_sealed is not null)
);
create index screenings_waiting on parties.screenings (next_ask_at) where list_state = 'waiting';
create index screenings_version on parties.screenings (list_version, party_id)
  where list_state <> 'waiting';

-- Customers of before go on as they were, and are looked up as soon as there is a list to ask.
insert into parties.screenings (party_id, list_state, twin_state, next_ask_at)
  select party_id, 'clear', 'clear', given_at from parties.identities where closed_at is null;

-- The name and the day of birth as they were given at joining, to find who gave the same.
create table parties.name_births (
  party_id uuid primary key references parties.parties,
  name_birth_sealed text not null,
  name_birth_index bytea not null
);
create index name_births_same on parties.name_births (name_birth_index);

-- The app's own number on a device, kept over sign-outs: SHA-256, null when the app gave none.
alter table parties.devices add column installation_hash bytea;
create index devices_same_installation on parties.devices (installation_hash)
  where installation_hash is not null;

-- Signs that two parties may be one person; none says so by itself.
create table parties.twin_signals (
  party_id uuid not null references parties.parties,
  kind text not null
    check (kind in ('same_card', 'same_device', 'same_id_number', 'same_name_and_birth')),
  other_party_id uuid not null references parties.parties,
  noted_at timestamptz not null,
  -- When the staff saw it and set it aside.
  reviewed_at timestamptz,
  primary key (party_id, kind, other_party_id),
  check (party_id <> other_party_id)
);

grant select, insert, update on parties.watch_list, parties.screenings, parties.twin_signals
  to sycee_app;
grant select, insert, delete, update on parties.name_births to sycee_app;
