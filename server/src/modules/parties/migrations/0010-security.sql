-- Keeping an account its owner's: what happened to it lately, freezing it, a new phone number, and
-- what a face or voice is worth that was enrolled on a device nobody knew.

alter table parties.parties
  add column frozen_at timestamptz,
  add column phone_changed_at timestamptz,
  -- Until then little money leaves: somebody has just come back without the old phone.
  add column cooling_since timestamptz,
  add column cooling_until timestamptz,
  add constraint parties_cooling check ((cooling_since is null) = (cooling_until is null));
alter table parties.pins add column reset_at timestamptz;

-- What may leave while an account is cooling off, all in all.
create table parties.cooling_terms (
  effective_from date primary key,
  seconds integer not null check (seconds >= 0),
  outgoing_max_minor bigint not null check (outgoing_max_minor >= 0)
);
insert into parties.cooling_terms values ('2007-01-01', 86400, 50000);

-- Every time an account was frozen, by whom and until when.
create table parties.freezes (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  frozen_by text not null check (frozen_by in ('session', 'face')),
  reason text not null check (reason in ('lost_device', 'not_me', 'other')),
  session_id uuid references parties.sessions,
  frozen_at timestamptz not null,
  unfrozen_at timestamptz check (unfrozen_at >= frozen_at),
  unfrozen_in uuid references parties.sessions,
  check ((frozen_by = 'session') = (session_id is not null)),
  check ((unfrozen_at is null) = (unfrozen_in is null))
);
create unique index freezes_one_open on parties.freezes (party_id) where unfrozen_at is null;

-- Faces shown without signing in: to freeze an account by its phone, or to come back to it by its
-- id number. Whoever is asked for may not exist: party_id is empty then, and nobody can tell.
create table parties.face_calls (
  id uuid primary key,
  purpose text not null check (purpose in ('freeze', 'recovery')),
  -- Of a freeze: the phone that was named, so that it is not asked for too often.
  phone_index bytea,
  -- Of a recovery: who asks, and in which session.
  asked_by uuid references parties.parties,
  session_id uuid references parties.sessions,
  party_id uuid references parties.parties,
  prompts text[] not null check (cardinality(prompts) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  answered_at timestamptz,
  outcome text check (outcome in ('accepted', 'refused')),
  reasons text[],
  check ((purpose = 'freeze') = (phone_index is not null)),
  check ((purpose = 'recovery') = (asked_by is not null and session_id is not null)),
  check (outcome is null or answered_at is not null),
  check ((outcome is null) = (reasons is null)),
  check (outcome <> 'accepted' or party_id is not null)
);
create index face_calls_by_phone on parties.face_calls (phone_index, created_at)
  where phone_index is not null;
create index face_calls_by_asker on parties.face_calls (asked_by, created_at)
  where asked_by is not null;
create index face_calls_of_party on parties.face_calls (party_id, created_at)
  where party_id is not null;

-- Every change of a phone number: with a session, or by a recovery. The numbers are not kept.
create table parties.phone_changes (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  session_id uuid references parties.sessions,
  recovery_id uuid unique references parties.face_calls,
  changed_at timestamptz not null,
  check ((session_id is null) <> (recovery_id is null))
);
create index phone_changes_of_party on parties.phone_changes (party_id, changed_at);

-- From when on a face or voice proves anything: later than its enrolment when only the PIN stood
-- for it on a new device. Without a row it does at once.
create table parties.biometric_standings (
  party_id uuid not null references parties.parties,
  kind text not null check (kind in ('face', 'voice')),
  counts_from timestamptz not null,
  primary key (party_id, kind)
);

alter table parties.phone_codes drop constraint phone_codes_purpose_check,
  add constraint phone_codes_purpose_check
    check (purpose in ('sign_in', 'pin_reset', 'phone_change'));

-- A forgotten PIN may also be replaced on a step-up, by a passkey for one.
alter table parties.pin_resets add column step_up_id uuid,
  drop constraint pin_resets_check2,
  add constraint pin_resets_stands_on
    check (outcome = 'refused' or verification_id is not null or step_up_id is not null);
create unique index pin_resets_one_step_up on parties.pin_resets (step_up_id)
  where outcome = 'accepted';

grant select on parties.cooling_terms to sycee_app;
grant select, insert, update on parties.freezes, parties.face_calls, parties.biometric_standings
  to sycee_app;
grant delete on parties.biometric_standings to sycee_app;
grant select, insert on parties.phone_changes to sycee_app;
