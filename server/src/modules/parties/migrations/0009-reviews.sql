-- People of the bank in the place of a machine: what a customer asked to have looked at, and that
-- they were seen to be there, by their face or by two of the staff.

create table parties.reviews (
  -- the case of the staff that decides it
  id uuid primary key,
  party_id uuid not null references parties.parties,
  kind text not null check (kind in ('identity_document', 'face', 'voice')),
  -- what the customer wants the deciders to know, such as how to be reached
  note_sealed text,
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  check ((state = 'waiting') = (decided_at is null))
);
create unique index reviews_one_waiting on parties.reviews (party_id, kind)
  where state = 'waiting';
create index reviews_of_party on parties.reviews (party_id, asked_at);
grant select, insert on parties.reviews to sycee_app;
grant update (note_sealed, state, decided_at) on parties.reviews to sycee_app;

-- That the person was there, once; it does not unhappen when a template is deleted.
create table parties.presences (
  party_id uuid primary key references parties.parties,
  given_by text not null check (given_by in ('face', 'review')),
  since timestamptz not null
);
grant select, insert on parties.presences to sycee_app;

-- Corrections of names are cases of the staff. What waited from before there were cases was never
-- put before anybody: it can be asked for again.
delete from parties.name_corrections where state = 'waiting';
alter table parties.name_corrections add column case_id uuid unique,
  add constraint name_corrections_case check (state <> 'waiting' or case_id is not null);
