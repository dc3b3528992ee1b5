-- A party may close its account. What the law keeps stays, sealed, beside the moment of closing;
-- the phone and the id number are free for whoever comes next, the same person too. Uniqueness
-- while keys change is seen to by the server, which holds a value before it adds it.

alter table parties.parties add column closed_at timestamptz;
alter table parties.parties drop constraint parties_phone_index_key;
create unique index parties_phone_once on parties.parties (phone_index) where closed_at is null;

alter table parties.identities add column closed_at timestamptz;
alter table parties.identities drop constraint identities_id_number_index_key;
create unique index identities_id_number_once on parties.identities (id_number_index)
  where closed_at is null;
-- who it was is asked for by id number, also of somebody who left
create index identities_id_number on parties.identities (id_number_index);
