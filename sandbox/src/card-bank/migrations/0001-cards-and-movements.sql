-- The issuing banks: their cards with what is on them, the checks of holders, and every movement.

create schema card_bank;

create table card_bank.bins (
  bin text primary key check (bin ~ '^\d{6}$'),
  bank_name text not null,
  bank_name_zh text not null,
  card_type text not null check (card_type in ('debit', 'credit'))
);

-- Fictitious banks. 9 + 999 is ISO/IEC 7812's national range of a country that does not exist, so
-- that no number of ours can be a real card.
insert into card_bank.bins values
  ('999901', 'Cinnabar Bank', '朱砂银行', 'debit'),
  ('999902', 'Kingfisher Bank', '翠鸟银行', 'debit'),
  ('999903', 'Moonbridge Bank', '月桥银行', 'debit'),
  ('999904', 'Tea Road Bank', '茶路银行', 'debit');

create table card_bank.cards (
  card_number text primary key check (card_number ~ '^\d{16,19}$'),
  holder_name text not null,
  holder_id_number text not null,
  holder_phone text not null,
  status text not null default 'active' check (status in ('active', 'inactive')),
  opening_minor bigint not null check (opening_minor >= 0),
  balance_minor bigint not null check (balance_minor >= 0),
  issued_at timestamptz not null
);
create index cards_holder on card_bank.cards (holder_id_number);

create table card_bank.verifications (
  verification_id text primary key,
  reference text not null unique,
  request_digest text not null,
  -- Null where the factors did not match: the answer is kept all the same.
  card_number text references card_bank.cards,
  refused_code text,
  code_digest text,
  tries_left integer not null check (tries_left >= 0),
  card_token text unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((refused_code is null) = (code_digest is not null))
);
create index verifications_card on card_bank.verifications (card_number, created_at);

-- A reference is here once, whatever happened to it: executed, failed, or closed before it came.
create table card_bank.movements (
  reference text primary key,
  kind text check (kind in ('debit', 'credit')),
  request_digest text,
  card_number text references card_bank.cards,
  amount_minor bigint check (amount_minor > 0),
  currency text,
  status text not null check (status in ('succeeded', 'failed', 'closed')),
  reason text,
  bank_reference text not null unique,
  at timestamptz not null,
  check ((status = 'succeeded') = (reason is null))
);
create index movements_at on card_bank.movements (at);
create index movements_card on card_bank.movements (card_number);
