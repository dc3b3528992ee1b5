-- People who know each other, and what they say. A conversation is a log of entries without gaps:
-- whatever changes what its members see is an entry, so whoever knows the last number they have
-- heard of misses nothing.

create schema chat;

-- How somebody appears to others who are no contacts: never by the full legal name.
create table chat.profiles (
  party_id uuid primary key,
  nickname text not null check (char_length(nickname) between 1 and 20),
  changed_at timestamptz not null
);

-- What a personal QR code holds; a new one makes the old one worthless.
create table chat.cards (
  party_id uuid primary key,
  token text not null unique,
  made_at timestamptz not null
);

-- One row each way: a remark is one's own.
create table chat.contacts (
  party_id uuid not null,
  contact_id uuid not null,
  remark text check (char_length(remark) between 1 and 20),
  since timestamptz not null,
  primary key (party_id, contact_id),
  check (party_id <> contact_id)
);

create table chat.contact_requests (
  id uuid primary key,
  from_id uuid not null,
  to_id uuid not null,
  hello text not null check (char_length(hello) <= 60),
  state text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  check (from_id <> to_id),
  check ((state = 'waiting') = (answered_at is null))
);
create unique index contact_requests_waiting on chat.contact_requests (from_id, to_id)
  where state = 'waiting';
create index contact_requests_to on chat.contact_requests (to_id, asked_at desc);
create index contact_requests_from on chat.contact_requests (from_id, asked_at desc);

create table chat.blocks (
  party_id uuid not null,
  blocked_id uuid not null,
  since timestamptz not null,
  primary key (party_id, blocked_id),
  check (party_id <> blocked_id)
);
create index blocks_of on chat.blocks (blocked_id);

create table chat.conversations (
  id uuid primary key,
  kind text not null check (kind in ('direct', 'group')),
  -- of a direct one: its two people, the lower id first; there is one for two people
  low_id uuid,
  high_id uuid,
  name text check (char_length(name) between 1 and 30),
  announcement text check (char_length(announcement) between 1 and 1000),
  last_seq bigint not null check (last_seq >= 0),
  last_at timestamptz not null,
  created_at timestamptz not null,
  check ((kind = 'direct') = (low_id is not null and high_id is not null)),
  check (low_id < high_id),
  check (kind = 'group' or (name is null and announcement is null))
);
create unique index conversations_of_two on chat.conversations (low_id, high_id)
  where kind = 'direct';

-- A person's time in a conversation; who comes back begins anew.
create table chat.members (
  conversation_id uuid not null references chat.conversations,
  party_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'member')),
  -- the entries after this one are seen, up to the one they left by
  from_seq bigint not null check (from_seq >= 0),
  until_seq bigint check (until_seq >= from_seq),
  read_seq bigint not null check (read_seq >= from_seq),
  muted boolean not null,
  pinned_at timestamptz,
  primary key (conversation_id, party_id)
);
create index members_of on chat.members (party_id);
create unique index members_owner on chat.members (conversation_id)
  where role = 'owner' and until_seq is null;

create table chat.entries (
  conversation_id uuid not null references chat.conversations,
  seq bigint not null check (seq > 0),
  kind text not null check (kind in ('text', 'recall', 'joined', 'left', 'renamed', 'announced',
    'role')),
  author_id uuid not null,
  -- made by the author's app: the same message sent twice is one
  client_id text check (char_length(client_id) between 8 and 64),
  text text check (char_length(text) between 1 and 5000),
  -- what a recall, a reply or a change is about: an entry, people, a role
  about_seq bigint check (about_seq between 1 and seq - 1),
  about_ids uuid[],
  said_at timestamptz not null,
  recalled_at timestamptz,
  -- the words of the text, and of Chinese each character and each pair
  words tsvector,
  primary key (conversation_id, seq),
  check (kind <> 'text' or client_id is not null),
  check (kind <> 'text' or (text is null) = (recalled_at is not null)),
  check (recalled_at is null or (kind = 'text' and words is null))
);
create unique index entries_sent_once on chat.entries (conversation_id, author_id, client_id);
create index entries_words on chat.entries using gin (words) where words is not null;

grant usage on schema chat to sycee_app;
grant select, insert, update on chat.profiles, chat.cards, chat.conversations, chat.members,
  chat.contact_requests to sycee_app;
grant delete on chat.profiles, chat.cards to sycee_app;
grant select, insert, update, delete on chat.contacts, chat.blocks to sycee_app;
grant select, insert on chat.entries to sycee_app;
grant update (text, words, recalled_at) on chat.entries to sycee_app;
