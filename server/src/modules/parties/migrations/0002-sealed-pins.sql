-- A PIN's hash is sealed like every other secret, so that it can change keys without its owner.
-- Hashes of before stay as they are, under a PIN keyed by the server, until the PIN is entered
-- again.

alter table parties.pins rename column hash to hash_sealed;
alter table parties.pins drop constraint pins_hash_check,
  add constraint pins_hash_check check (hash_sealed ~ '^([a-z0-9]{1,16}[.]|[$]argon2id[$])');
