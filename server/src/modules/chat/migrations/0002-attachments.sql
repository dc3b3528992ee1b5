-- Pictures and files: what they are is kept here, they themselves rest sealed in the store of
-- files. An attachment is its owner's until it is said; then it is of all who see its entry.

create table chat.attachments (
  id uuid primary key,
  owner_id uuid not null,
  kind text not null check (kind in ('image', 'file')),
  media_type text not null check (length(media_type) <= 100),
  name text not null check (char_length(name) between 1 and 120),
  bytes integer not null check (bytes > 0),
  width integer check (width > 0),
  height integer check (height > 0),
  -- the names of the files and, sealed, what opens them; none once they are to be deleted
  file_name text unique check (file_name ~ '^[0-9a-f]{32}$'),
  file_key_sealed text,
  thumbnail_name text unique check (thumbnail_name ~ '^[0-9a-f]{32}$'),
  thumbnail_key_sealed text,
  made_at timestamptz not null,
  said_at timestamptz,
  gone_at timestamptz,
  check ((kind = 'image') = (width is not null and height is not null)),
  check ((file_key_sealed is null) = (gone_at is not null)),
  check (thumbnail_key_sealed is null or (thumbnail_name is not null and gone_at is null))
);
create index attachments_unsaid on chat.attachments (made_at) where said_at is null;
create index attachments_gone on chat.attachments (gone_at)
  where gone_at is not null and file_name is not null;

alter table chat.entries add column attachment_id uuid unique references chat.attachments;
alter table chat.entries drop constraint entries_kind_check, drop constraint entries_check1,
  drop constraint entries_check2, drop constraint entries_check3;
alter table chat.entries
  add check (kind in ('text', 'image', 'file', 'recall', 'joined', 'left', 'renamed', 'announced',
    'role')),
  add check (kind not in ('text', 'image', 'file') or client_id is not null),
  add check (kind <> 'text' or (text is null) = (recalled_at is not null)),
  add check ((kind in ('image', 'file')) = (attachment_id is not null)),
  add check (recalled_at is null or (kind in ('text', 'image', 'file') and words is null));

grant select, insert on chat.attachments to sycee_app;
grant update (file_name, file_key_sealed, thumbnail_name, thumbnail_key_sealed, said_at, gone_at)
  on chat.attachments to sycee_app;
