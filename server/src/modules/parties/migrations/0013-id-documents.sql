-- Pictures of id documents. The law on keeping identity records wants a copy kept with the
-- identity: banks keep it until ten years after the customer has left. One that was taken by
-- somebody who never said who they are goes after thirty days.

create table parties.id_documents (
  id uuid primary key,
  party_id uuid not null unique references parties.parties,
  -- encrypted, each with a key of its own that is sealed
  front bytea not null,
  front_key_sealed text not null,
  back bytea,
  back_key_sealed text,
  -- what a machine read, to be confirmed by the customer; nothing relies on it
  suggestions_sealed text not null,
  reading text not null check (reading in ('read', 'unreadable', 'unavailable')),
  taken_at timestamptz not null,
  check ((back is null) = (back_key_sealed is null))
);
-- Cipher text does not compress.
alter table parties.id_documents
  alter column front set storage external, alter column back set storage external;
create index id_documents_by_age on parties.id_documents (taken_at);
grant select, insert, delete on parties.id_documents to sycee_app;
