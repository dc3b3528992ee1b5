-- What the bank asks of a card bank for an order. A row is open until the card bank's final word,
-- and is asked for again and again under the same reference, the order's id. Its times are those of
-- the database server's own clock: the pace of asking is no matter of business time, which may be
-- moved.

create table payments.card_instructions (
  order_id uuid primary key references payments.orders,
  direction text not null check (direction in ('debit', 'credit')),
  card_id uuid not null references payments.cards,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency = 'CNY'),
  state text not null check (state in ('open', 'succeeded', 'failed')),
  attempts integer not null check (attempts >= 0),
  next_attempt_at timestamptz not null,
  -- from here on the reference is closed instead of sent again
  close_after timestamptz not null,
  -- why the last attempt brought no final word
  trouble text,
  bank_reference text,
  reason text check (reason in ('insufficient_funds', 'card_inactive', 'reference_closed')),
  check ((state = 'succeeded') = (bank_reference is not null)),
  check ((state = 'failed') = (reason is not null))
);
create index card_instructions_due on payments.card_instructions (next_attempt_at)
  where state = 'open';
create index card_instructions_open_of_card on payments.card_instructions (card_id)
  where state = 'open';
grant select, insert,
  update (state, attempts, next_attempt_at, trouble, bank_reference, reason)
  on payments.card_instructions to sycee_app;
