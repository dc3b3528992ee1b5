-- Debit cards of other banks and the four-factor checks that lead to them. A card number is never
-- kept: only its last four digits, the card bank's token (sealed), and a blind index that finds a
-- card that is bound already.

create schema if not exists payments;
grant usage on schema payments to sycee_app;

create table payments.cards (
  id uuid primary key,
  party_id uuid not null,
  token_sealed text not null,
  number_index bytea not null,
  last4 text not null check (last4 ~ '^[0-9]{4}$'),
  bank_name_en text not null,
  bank_name_zh text not null,
  card_type text not null check (card_type = 'debit'),
  is_default boolean not null,
  bound_at timestamptz not null,
  unbound_at timestamptz,
  check (unbound_at is null or not is_default)
);
create unique index cards_bound_once on payments.cards (party_id, number_index)
  where unbound_at is null;
create unique index cards_one_default on payments.cards (party_id) where is_default;
grant select, insert, update (is_default, unbound_at) on payments.cards to sycee_app;

create table payments.card_checks (
  id uuid primary key,
  party_id uuid not null,
  number_index bytea not null,
  state text not null check (state in ('refused', 'sent', 'bound', 'over')),
  -- the card bank's own id of the check, from 'sent' on
  bank_check_id text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check (state = 'refused' or bank_check_id is not null)
);
create index card_checks_of_party on payments.card_checks (party_id, created_at);
grant select, insert, update (state) on payments.card_checks to sycee_app;
