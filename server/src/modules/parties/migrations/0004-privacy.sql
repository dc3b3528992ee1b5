-- Leaving the bank, and asking for a correction.

-- How long the law wants identities kept after the end of the relation: law against money
-- laundering, art. 34, as revised in 2024; five years before.
create table parties.retention_terms (
  effective_from date primary key,
  years integer not null check (years > 0)
);
insert into parties.retention_terms values ('2007-01-01', 5), ('2025-01-01', 10);
grant select on parties.retention_terms to sycee_app;

-- Until this day who left is kept; then the bank forgets who it was.
alter table parties.parties add column kept_until date,
  alter column phone_sealed drop not null,
  alter column phone_index drop not null,
  add constraint parties_closed check ((closed_at is null) = (kept_until is null)),
  add constraint parties_phone check (
    (phone_sealed is null) = (phone_index is null)
    and (closed_at is not null or phone_sealed is not null));
create index parties_kept_until on parties.parties (kept_until) where phone_sealed is not null;
grant delete on parties.identities, parties.pins, parties.phone_codes to sycee_app;

-- A name to be corrected, and why; decided by people, two of them.
create table parties.name_corrections (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  name_sealed text not null,
  reason_sealed text not null,
  state text not null check (state in ('waiting', 'approved', 'rejected')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  -- who proposed the decision, and who confirmed it
  decided_by text,
  confirmed_by text,
  check ((state = 'waiting') = (decided_at is null)),
  check ((state = 'waiting') = (decided_by is null)),
  check ((state = 'waiting') = (confirmed_by is null)),
  check (decided_by <> confirmed_by)
);
create unique index name_corrections_one_waiting on parties.name_corrections (party_id)
  where state = 'waiting';
grant select, insert, update, delete on parties.name_corrections to sycee_app;
