-- A forgotten PIN is replaced after a check of face or voice and a code of its own by SMS. Every
-- decision about it is kept; nobody changes one.

alter table parties.phone_codes drop constraint phone_codes_purpose_check,
  add constraint phone_codes_purpose_check check (purpose in ('sign_in', 'pin_reset'));

create table parties.pin_resets (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  session_id uuid not null references parties.sessions,
  outcome text not null check (outcome in ('accepted', 'refused')),
  reasons text[] not null,
  -- The decision of biometrics it stood on, and of what kind that was.
  verification_id uuid,
  verified_by text check (verified_by in ('face', 'voice')),
  decided_at timestamptz not null,
  check ((outcome = 'accepted') = (reasons = '{}')),
  check ((verification_id is null) = (verified_by is null)),
  check (outcome = 'refused' or verification_id is not null)
);

-- A verification resets one PIN, once.
create unique index pin_resets_one_verification on parties.pin_resets (verification_id)
  where outcome = 'accepted';
create index pin_resets_of_party on parties.pin_resets (party_id, decided_at);

grant select, insert on parties.pin_resets to sycee_app;
