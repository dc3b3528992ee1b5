-- The people who work for the bank, their keys, what they did, and the cases that two of them
-- decide. The server's role can add neither a person nor a key: only the owner's command can.

create schema staff;
grant usage on schema staff to sycee_app;

create table staff.members (
  id uuid primary key,
  name text not null check (name = btrim(name) and length(name) between 1 and 80),
  roles text[] not null check (roles <> '{}' and roles <@ array['reviewer', 'auditor']),
  added_at timestamptz not null
);
-- One person is one member: nobody agrees with oneself under a second entry of the same name.
create unique index members_one_name on staff.members (lower(name));
grant select on staff.members to sycee_app;

create table staff.keys (
  id uuid primary key,
  member_id uuid not null references staff.members,
  -- SHA-256 of a random token that was shown once
  hash bytea not null unique check (length(hash) = 32),
  made_at timestamptz not null,
  revoked_at timestamptz,
  unique (id, member_id)
);
create index keys_of_member on staff.keys (member_id);
grant select on staff.keys to sycee_app;

-- One row for each request of the staff that came with a living key, also a refused one.
create table staff.actions (
  id bigint generated always as identity primary key,
  member_id uuid not null,
  key_id uuid not null,
  operation text not null,
  target text,
  outcome text not null,
  request_id text not null,
  acted_at timestamptz not null,
  foreign key (key_id, member_id) references staff.keys (id, member_id)
);
create index actions_of_member on staff.actions (member_id, id);
grant select, insert on staff.actions to sycee_app;

create table staff.cases (
  id uuid primary key,
  kind text not null check (kind in ('identity_document', 'face', 'voice', 'name_correction',
    'watch_list', 'duplicate_person')),
  party_id uuid not null,
  -- what it is about in the room that opened it
  reference text,
  -- what the deciders see; none any more once the time of keeping is over
  evidence_sealed text,
  state text not null check (state in ('open', 'proposed', 'decided', 'withdrawn')),
  opened_at timestamptz not null,
  proposal_id uuid,
  proposed_by uuid references staff.members,
  outcome text check (outcome in ('approved', 'rejected')),
  decided_by uuid references staff.members,
  ended_at timestamptz,
  -- four eyes: whoever proposed does not decide, with whatever key
  check (decided_by <> proposed_by),
  check ((state in ('proposed', 'decided')) = (proposal_id is not null)),
  check ((proposal_id is null) = (proposed_by is null)),
  check ((proposal_id is null) = (outcome is null)),
  check ((state = 'decided') = (decided_by is not null)),
  check ((state in ('decided', 'withdrawn')) = (ended_at is not null))
);
-- One case of a kind at a time for a person.
create unique index cases_one_running on staff.cases (party_id, kind)
  where state in ('open', 'proposed');
create index cases_by_state on staff.cases (state, id);
create index cases_of_party on staff.cases (party_id, id);
grant select, insert on staff.cases to sycee_app;
grant update (evidence_sealed, state, proposal_id, proposed_by, outcome, decided_by, ended_at)
  on staff.cases to sycee_app;

-- What was said about a case, in order; only ever added to.
create table staff.case_steps (
  id uuid primary key,
  place bigint generated always as identity,
  case_id uuid not null references staff.cases,
  kind text not null check (kind in ('proposed', 'agreed', 'disagreed')),
  member_id uuid not null references staff.members,
  outcome text not null check (outcome in ('approved', 'rejected')),
  reason_sealed text,
  made_at timestamptz not null,
  -- the proposal it answers, and whose that was
  answers uuid,
  answers_member uuid,
  unique (id, case_id, member_id),
  unique (answers),
  foreign key (answers, case_id, answers_member)
    references staff.case_steps (id, case_id, member_id),
  check ((kind = 'proposed') = (answers is null)),
  check ((answers is null) = (answers_member is null)),
  check (answers_member <> member_id)
);
create index case_steps_of_case on staff.case_steps (case_id, place);
alter table staff.cases add foreign key (proposal_id, id, proposed_by)
  references staff.case_steps (id, case_id, member_id);
grant select, insert on staff.case_steps to sycee_app;
grant update (reason_sealed) on staff.case_steps to sycee_app;

-- The server forgets a reason when its time is over; it never writes another.
create function staff.keep_reason() returns trigger language plpgsql as $$
begin
  if new.reason_sealed is not null and current_user = 'sycee_app' then
    raise exception 'the reason of a step can be forgotten, not changed';
  end if;
  return new;
end $$;
create trigger keep_reason before update on staff.case_steps
  for each row execute function staff.keep_reason();

-- A case that has ended stays as it ended.
create function staff.keep_ended() returns trigger language plpgsql as $$
begin
  if (old.state, old.outcome, old.proposed_by, old.decided_by, old.ended_at)
    is distinct from (new.state, new.outcome, new.proposed_by, new.decided_by, new.ended_at) then
    raise exception 'case % has ended', old.id;
  end if;
  return new;
end $$;
create trigger keep_ended before update on staff.cases
  for each row when (old.ended_at is not null) execute function staff.keep_ended();
