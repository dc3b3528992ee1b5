-- What somebody who is joining wants to do later, so that another device does not ask again. A step
-- that is done counts as done, whether it was put off before or not.

create table parties.joining_skips (
  party_id uuid not null references parties.parties,
  step text not null check (step in ('document', 'card', 'voice', 'face', 'passkey')),
  skipped_at timestamptz not null,
  primary key (party_id, step)
);

grant select, insert, delete on parties.joining_skips to sycee_app;
