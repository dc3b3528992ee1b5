-- Customers' demand accounts, what their class lets them do, and the words that belong to their
-- movements. Balances live in the ledger alone.

create schema deposits;

-- Serial part of an account number; the rest is the bank's own prefix and a check digit.
create sequence deposits.account_serials as bigint start 100001 maxvalue 999999999999;

create table deposits.accounts (
  id uuid primary key,
  party_id uuid not null unique,
  number text not null unique check (number ~ '^[0-9]{19}$'),
  ledger_account_id uuid not null unique,
  status text not null check (status in ('open')),
  opened_at timestamptz not null
);

-- The class a party has earned, also before it opens its account; none means III.
create table deposits.party_classes (
  party_id uuid primary key,
  class text not null check (class in ('II', 'III')),
  granted_at timestamptz not null
);

-- What each class may do from a day on, until a later row of the class takes its place.
create table deposits.class_limits (
  class text not null check (class in ('II', 'III')),
  effective_from date not null,
  outgoing_day_minor bigint not null check (outgoing_day_minor >= 0),
  outgoing_year_minor bigint not null check (outgoing_year_minor >= outgoing_day_minor),
  balance_max_minor bigint check (balance_max_minor >= 0),
  primary key (class, effective_from)
);

insert into deposits.class_limits values
  ('II', '2016-12-01', 1000000, 20000000, null),
  ('III', '2016-12-01', 200000, 5000000, 200000);

-- What an account has sent to accounts that are not bound to it, by business date.
create table deposits.outgoing_days (
  account_id uuid not null references deposits.accounts,
  day date not null,
  used_minor bigint not null check (used_minor >= 0),
  primary key (account_id, day)
);

-- What a transfer of the ledger means to the holder of an account; written once, beside the
-- transfer, never changed. Name of the other side and note are sealed.
create table deposits.movements (
  ledger_account_id uuid not null,
  transfer_id uuid not null,
  kind text not null check (kind in ('top_up', 'withdrawal', 'withdrawal_fee', 'transfer')),
  order_id text not null,
  words_sealed text not null,
  described_at timestamptz not null,
  primary key (ledger_account_id, transfer_id)
);

grant usage on schema deposits to sycee_app;
grant usage on sequence deposits.account_serials to sycee_app;
grant select, insert on deposits.accounts, deposits.movements to sycee_app;
grant update (status) on deposits.accounts to sycee_app;
grant select, insert, update on deposits.party_classes, deposits.outgoing_days to sycee_app;
grant select on deposits.class_limits to sycee_app;
