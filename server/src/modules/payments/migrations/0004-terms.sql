-- Terms of the payment products with the dates from which they hold; the row with the latest date
-- that is not after the business date counts. New terms are new rows.

create table payments.order_limits (
  kind text not null check (kind in ('top_up', 'withdrawal', 'transfer')),
  effective_from date not null,
  amount_min_minor bigint not null check (amount_min_minor > 0),
  amount_max_minor bigint not null,
  primary key (kind, effective_from),
  check (amount_max_minor >= amount_min_minor)
);

create table payments.withdrawal_fees (
  effective_from date primary key,
  free_lifetime_minor bigint not null check (free_lifetime_minor >= 0),
  rate_ppb bigint not null check (rate_ppb between 0 and 1000000000),
  fee_min_minor bigint not null check (fee_min_minor >= 0)
);

create table payments.service_terms (
  effective_from date primary key,
  -- how long a transfer waits for its acceptance
  acceptance_seconds integer not null check (acceptance_seconds > 0),
  -- how long the card bank is asked before the reference is closed
  close_after_seconds integer not null check (close_after_seconds > 0),
  -- how long the code of a card bank is shown as usable
  card_code_seconds integer not null check (card_code_seconds > 0),
  card_checks_a_day integer not null check (card_checks_a_day > 0)
);

grant select on payments.order_limits, payments.withdrawal_fees, payments.service_terms
  to sycee_app;

insert into payments.order_limits values
  ('top_up', '2000-01-01', 1, 5000000),
  ('withdrawal', '2000-01-01', 1, 5000000),
  ('transfer', '2000-01-01', 1, 20000000);
insert into payments.withdrawal_fees values ('2000-01-01', 100000, 1000000, 10);
insert into payments.service_terms values ('2000-01-01', 86400, 86400, 300, 10);
