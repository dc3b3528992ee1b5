-- The books: accounts with their four sums, transfers, where pending ones stand, and the lines of
-- every account's statement. Flags are TigerBeetle's bits. The server may read all of it and write
-- none of it: the functions of the next migration are the only way in.

-- Set by the functions that may write, for as long as they run.
create function ledger.guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = any (tg_argv) and current_setting('ledger.writing', true) = 'on' then
    return null;
  end if;
  raise exception 'ledger.% takes no %: the books are written by ledger.record only',
      tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege', hint = 'post a correcting transfer';
end $$;

create table ledger.accounts (
  id uuid primary key check (
    id not in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ),
  ledger integer not null check (ledger > 0),
  code integer not null references ledger.chart,
  -- 1 linked, 2 debits must not exceed credits, 4 credits must not exceed debits, 8 history,
  -- 32 closed
  flags integer not null check (flags & ~47 = 0 and flags & 6 <> 6),
  user_data_128 uuid,
  user_data_64 bigint not null check (user_data_64 >= 0),
  user_data_32 integer not null check (user_data_32 >= 0),
  debits_pending_minor bigint not null default 0 check (debits_pending_minor >= 0),
  debits_posted_minor bigint not null default 0 check (debits_posted_minor >= 0),
  credits_pending_minor bigint not null default 0 check (credits_pending_minor >= 0),
  credits_posted_minor bigint not null default 0 check (credits_posted_minor >= 0),
  timestamp bigint not null check (timestamp > 0),
  constraint debits_must_not_exceed_credits check (
    flags & 2 = 0 or debits_pending_minor + debits_posted_minor <= credits_posted_minor
  ),
  constraint credits_must_not_exceed_debits check (
    flags & 4 = 0 or credits_pending_minor + credits_posted_minor <= debits_posted_minor
  ),
  -- Out of range of bigint, these sums are an error, as the overflow statuses promise.
  constraint sums_fit check (
    debits_pending_minor + debits_posted_minor >= 0
    and credits_pending_minor + credits_posted_minor >= 0
  )
) with (fillfactor = 70);

-- References to accounts and transfers are proven by ledger.record under lock. Foreign keys would
-- take a second lock on the rows of the busiest accounts for every transfer.
create table ledger.transfers (
  id uuid primary key check (
    id not in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ),
  debit_account_id uuid not null,
  credit_account_id uuid not null check (credit_account_id <> debit_account_id),
  amount_minor bigint not null check (amount_minor >= 0),
  pending_id uuid check (pending_id <> id),
  user_data_128 uuid,
  user_data_64 bigint not null check (user_data_64 >= 0),
  user_data_32 integer not null check (user_data_32 >= 0),
  timeout_seconds integer not null check (timeout_seconds >= 0),
  ledger integer not null check (ledger > 0),
  code integer not null check (code between 1 and 65535),
  -- 1 linked, 2 pending, 4 posts, 8 voids, 16 and 32 balancing, 64 and 128 closing debit and credit
  flags integer not null check (flags & ~255 = 0),
  timestamp bigint not null unique check (timestamp > 0),
  constraint resolves_one check ((flags & 12 <> 0) = (pending_id is not null)),
  constraint one_phase check (flags & 14 in (0, 2, 4, 8)),
  constraint resolution_is_plain check (flags & 12 = 0 or flags & 240 = 0),
  constraint closing_is_pending check (flags & 192 = 0 or flags & 2 <> 0),
  constraint timeout_is_pending check (timeout_seconds = 0 or flags & 2 <> 0)
);

-- One row a pending transfer: the only part of a transfer that changes, and it changes once.
create table ledger.pending_states (
  transfer_id uuid primary key,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_minor bigint not null check (amount_minor >= 0),
  status text not null check (status in ('pending', 'posted', 'voided', 'expired')),
  expires_at bigint check (expires_at > 0),
  resolved_by uuid unique,
  resolved_at bigint check (resolved_at > 0),
  constraint resolved_when_not_pending check ((resolved_at is null) = (status = 'pending')),
  constraint resolved_by_transfer check (
    (resolved_by is not null) = (status in ('posted', 'voided'))
  ),
  constraint expires_with_timeout check (status <> 'expired' or expires_at is not null)
) with (fillfactor = 70);
create index pending_states_due on ledger.pending_states (expires_at)
  where status = 'pending' and expires_at is not null;
create index pending_states_debit on ledger.pending_states (debit_account_id)
  where status = 'pending';
create index pending_states_credit on ledger.pending_states (credit_account_id)
  where status = 'pending';

-- The statement: one line an account for every transfer that moved money, in order of time.
create table ledger.entries (
  account_id uuid not null,
  timestamp bigint not null,
  transfer_id uuid not null,
  side text not null check (side in ('debit', 'credit')),
  amount_minor bigint not null check (amount_minor >= 0),
  -- The account's two posted sums right after the transfer: any balance and any turnover between
  -- two moments is a difference of these.
  debits_posted_minor bigint not null check (debits_posted_minor >= 0),
  credits_posted_minor bigint not null check (credits_posted_minor >= 0),
  primary key (account_id, timestamp)
);

-- Ids of transfers that were refused for a reason of the moment; they stay refused.
create table ledger.failed_transfers (
  id uuid primary key,
  status text not null
);

create trigger guard before insert or update or delete or truncate on ledger.accounts
  for each statement execute function ledger.guard('INSERT', 'UPDATE');
create trigger guard before insert or update or delete or truncate on ledger.transfers
  for each statement execute function ledger.guard('INSERT');
create trigger guard before insert or update or delete or truncate on ledger.pending_states
  for each statement execute function ledger.guard('INSERT', 'UPDATE');
create trigger guard before insert or update or delete or truncate on ledger.entries
  for each statement execute function ledger.guard('INSERT');
create trigger guard before insert or update or delete or truncate on ledger.failed_transfers
  for each statement execute function ledger.guard('INSERT');

-- What every transfer does to its two accounts. ledger.record updates balances by this view and the
-- audit sums it up, so that there is one definition of what a transfer does.
create view ledger.effects as
select t.timestamp, t.id as transfer_id, half.account_id, half.side, half.closings,
    t.flags & 8 <> 0 as voids,
    t.flags & 10 = 0 as moves,
    half.is_debit * change.held as debits_pending_minor,
    half.is_debit * change.posted as debits_posted_minor,
    (1 - half.is_debit) * change.held as credits_pending_minor,
    (1 - half.is_debit) * change.posted as credits_posted_minor
  from ledger.transfers t
  left join ledger.transfers o on o.id = t.pending_id
  cross join lateral (select
      case when t.flags & 2 <> 0 then t.amount_minor else -coalesce(o.amount_minor, 0) end as held,
      case when t.flags & 10 = 0 then t.amount_minor else 0 end as posted,
      case when t.flags & 2 <> 0 then t.flags else 0 end as closes,
      case when t.flags & 8 <> 0 then o.flags else 0 end as reopens
    ) change
  cross join lateral (values
      (t.debit_account_id, 'debit', 1, sign(change.closes & 64) - sign(change.reopens & 64)),
      (t.credit_account_id, 'credit', 0, sign(change.closes & 128) - sign(change.reopens & 128))
    ) as half (account_id, side, is_debit, closings);

grant select on ledger.accounts, ledger.transfers, ledger.pending_states, ledger.entries,
  ledger.failed_transfers, ledger.effects to sycee_app;
