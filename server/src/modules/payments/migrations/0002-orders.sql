-- Orders of payment: what a customer asked for, how far it is, and which movements of the ledger
-- belong to it. The main movement has the order's own id, so that an order is carried out once.

create table payments.orders (
  id uuid primary key,
  kind text not null check (kind in ('top_up', 'withdrawal', 'transfer')),
  state text not null check (state in
    ('processing', 'awaiting_acceptance', 'succeeded', 'failed', 'returned', 'expired')),
  payer_id uuid,
  payee_id uuid,
  card_id uuid references payments.cards,
  amount_minor bigint not null check (amount_minor > 0),
  fee_minor bigint not null check (fee_minor >= 0),
  currency text not null check (currency = 'CNY'),
  note text check (char_length(note) between 1 and 60),
  arrival text check (arrival in ('instant', 'on_acceptance')),
  failure_code text,
  created_at timestamptz not null,
  settled_at timestamptz,
  expires_at timestamptz,
  -- the business date whose sending limit a transfer counts against
  counted_on date,
  constraint orders_sides check (case kind
    when 'top_up' then payer_id is null and payee_id is not null and card_id is not null
    when 'withdrawal' then payer_id is not null and payee_id is null and card_id is not null
    else payer_id is not null and payee_id is not null and card_id is null
      and payer_id <> payee_id end),
  constraint orders_fee check (kind = 'withdrawal' or fee_minor = 0),
  constraint orders_arrival check ((kind = 'transfer') = (arrival is not null)),
  constraint orders_counted check ((kind = 'transfer') = (counted_on is not null)),
  constraint orders_expiry check (
    (arrival is not distinct from 'on_acceptance') = (expires_at is not null)),
  constraint orders_settled check (
    (state in ('processing', 'awaiting_acceptance')) = (settled_at is null)),
  constraint orders_failure check ((state = 'failed') = (failure_code is not null)),
  constraint orders_state_of_kind check (case kind
    when 'transfer' then state not in ('processing', 'failed')
    else state not in ('awaiting_acceptance', 'returned', 'expired') end)
);
-- newest first for each side; ids sort by time
create index orders_of_payer on payments.orders (payer_id, id desc) where payer_id is not null;
create index orders_of_payee on payments.orders (payee_id, id desc) where payee_id is not null;
-- months and lifetime sums
create index orders_settled_of_payer on payments.orders (payer_id, settled_at)
  where state = 'succeeded' and payer_id is not null;
create index orders_settled_of_payee on payments.orders (payee_id, settled_at)
  where state = 'succeeded' and payee_id is not null;
create index orders_withdrawals on payments.orders (payer_id)
  where kind = 'withdrawal' and state in ('processing', 'succeeded');
create index orders_top_ups_in_flight on payments.orders (payee_id)
  where kind = 'top_up' and state = 'processing';
create index orders_awaiting on payments.orders (expires_at) where state = 'awaiting_acceptance';
grant select, insert, update (state, settled_at, failure_code) on payments.orders to sycee_app;

-- The ledger transfers of an order by what they are for; each is made at most once.
create table payments.order_transfers (
  order_id uuid not null references payments.orders,
  purpose text not null check (purpose in ('amount', 'fee', 'amount_end', 'fee_end')),
  transfer_id uuid not null unique,
  primary key (order_id, purpose)
);
grant select, insert on payments.order_transfers to sycee_app;

-- People whom money went to or came from, for each side.
create table payments.contacts (
  party_id uuid not null,
  other_party_id uuid not null,
  last_paid_at timestamptz not null,
  primary key (party_id, other_party_id)
);
create index contacts_newest on payments.contacts (party_id, last_paid_at desc);
grant select, insert, update (last_paid_at) on payments.contacts to sycee_app;
