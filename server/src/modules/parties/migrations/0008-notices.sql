-- What happened to an account that its owner must hear of, because a thief would do it first.

create table parties.notices (
  id uuid primary key,
  party_id uuid not null references parties.parties,
  kind text not null check (kind in ('signed_in', 'pin_changed', 'pin_reset', 'passkey_added',
    'passkey_removed', 'biometric_enrolled', 'biometric_forgotten', 'phone_changed', 'frozen',
    'unfrozen', 'recovered', 'data_exported', 'review_ended')),
  -- The device it was done on, or the passkey it is about, by its name.
  device_name text,
  given_at timestamptz not null,
  read_at timestamptz
);
create index notices_of_party on parties.notices (party_id, given_at desc, id desc);

grant select, insert, update, delete on parties.notices to sycee_app;
