-- Who writes the books. Either any number of servers under row locks (engine sql), or exactly one
-- that keeps the balances in its memory (engine memory). A term of writing is an epoch: what was
-- begun under an earlier one can commit nothing more.

-- Whoever is recording has locked accounts, and takes its timestamps after that.
lock table ledger.accounts in access exclusive mode;

create table ledger.writer (
  only_row boolean primary key default true check (only_row),
  engine text not null check (engine in ('sql', 'memory')),
  epoch bigint not null check (epoch >= 0),
  -- The last batch of the epoch that was committed; engine memory commits them one by one.
  batch bigint not null check (batch >= 0)
);
insert into ledger.writer (engine, epoch, batch) values ('sql', 0, 0);

-- How far statement lines are written, and under engine memory the sums of accounts: up to and with
-- this timestamp. No transfer can appear at or before it.
create table ledger.lined (
  only_row boolean primary key default true check (only_row),
  until bigint not null check (until >= 0),
  -- A later timestamp, and a number that every transaction which took one up to it is below. When
  -- all those have ended, lines may be written up to the mark.
  mark bigint not null check (mark >= until),
  mark_xid xid8 not null
);
-- From here on recording writes no statement; up to here it has.
insert into ledger.lined (until, mark, mark_xid)
  select last_value, last_value, '0' from ledger.timestamps;

create trigger guard before insert or update or delete or truncate on ledger.writer
  for each statement execute function ledger.guard('UPDATE');
create trigger guard before insert or update or delete or truncate on ledger.lined
  for each statement execute function ledger.guard('UPDATE');
grant select on ledger.writer, ledger.lined to sycee_app;

-- Joins the transaction to the term that is on, until the transaction ends: nobody can take the
-- books over before that. Its number is drawn now, before it takes any timestamp.
create function ledger.enter(wanted_engine text, wanted_epoch bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  barrier constant bigint := 7310868735423279221;
  on_duty ledger.writer;
begin
  perform pg_advisory_xact_lock_shared(barrier);
  perform pg_current_xact_id();
  select * into on_duty from ledger.writer;
  if on_duty.engine = wanted_engine and on_duty.epoch = coalesce(wanted_epoch, on_duty.epoch) then
    return;
  end if;
  if wanted_engine = 'memory' then
    raise exception 'ledger: epoch % is over', wanted_epoch using errcode = 'serialization_failure';
  end if;
  raise exception 'ledger: the books are written by engine %', on_duty.engine
    using errcode = 'object_not_in_prerequisite_state';
end $$;

-- The same for the server's own use, to find out early that its term is over.
create function ledger.enter(writer_epoch bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.enter('memory', writer_epoch);
end $$;

-- Locks the accounts that a batch touches, also through the pending transfers it resolves, in the
-- order of their ids, and answers them as they then stand.
create or replace function ledger.lock_accounts(account_ids uuid[], pending_ids uuid[])
returns setof ledger.accounts
language plpgsql security definer
set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  perform ledger.enter('sql', null);
  return query select a.*
    from ledger.accounts a
    where a.id = any (account_ids || array(
      select unnest(array[p.debit_account_id, p.credit_account_id])
        from ledger.pending_states p where p.transfer_id = any (pending_ids)))
    order by a.id
    for no key update;
end $$;

drop function ledger.move, ledger.insert_entries;

-- Changes each account of plain movements once. An account that is missing, closed, or of another
-- ledger than any of its transfers fails the whole batch.
create function ledger.move(
  debit_account_ids uuid[], credit_account_ids uuid[], amounts_minor bigint[], ledgers integer[]
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted bigint;
  written bigint;
begin
  with half as (
    select n.account_id, n.ledger, n.amount as debits, 0::bigint as credits
      from unnest(debit_account_ids, ledgers, amounts_minor) as n (account_id, ledger, amount)
    union all
    select n.account_id, n.ledger, 0, n.amount
      from unnest(credit_account_ids, ledgers, amounts_minor) as n (account_id, ledger, amount)
  ), total as materialized (
    select h.account_id, min(h.ledger) as ledger, max(h.ledger) as ledger_max,
        sum(h.debits)::bigint as debits, sum(h.credits)::bigint as credits
      from half h group by h.account_id order by h.account_id
  ), changed as (
    update ledger.accounts a
      set debits_posted_minor = a.debits_posted_minor + t.debits,
          credits_posted_minor = a.credits_posted_minor + t.credits
      from total t
      where a.id = t.account_id and a.ledger = t.ledger and a.ledger = t.ledger_max
        and a.flags & 32 = 0
      returning 1
  )
  select (select count(*) from total), count(*) into wanted, written from changed;
  if written = wanted then return; end if;
  if exists (
    select from ledger.accounts a
      where a.id = any (debit_account_ids || credit_account_ids) and a.flags & 32 <> 0
  ) then
    raise exception 'ledger: a closed account moves nothing' using errcode = 'check_violation';
  end if;
  raise exception 'ledger: a transfer needs two accounts of its own ledger'
    using errcode = 'check_violation';
end $$;

-- Changes each touched account once, by the sum of what the batch did.
create or replace function ledger.apply_effects(first bigint, beyond bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.accounts a
    set debits_pending_minor = a.debits_pending_minor + s.debits_pending,
        debits_posted_minor = a.debits_posted_minor + s.debits_posted,
        credits_pending_minor = a.credits_pending_minor + s.credits_pending,
        credits_posted_minor = a.credits_posted_minor + s.credits_posted,
        flags = a.flags + 32 * s.closings
    from (
      select e.account_id,
          sum(e.debits_pending_minor) as debits_pending,
          sum(e.debits_posted_minor) as debits_posted,
          sum(e.credits_pending_minor) as credits_pending,
          sum(e.credits_posted_minor) as credits_posted,
          sum(e.closings)::integer as closings
        from ledger.effects e
        where e.timestamp >= first and e.timestamp < beyond
        group by e.account_id
    ) s
    where a.id = s.account_id;
end $$;

create or replace function ledger.record(
  moment bigint, ids uuid[], debit_account_ids uuid[], credit_account_ids uuid[],
  amounts_minor bigint[], pending_ids uuid[], user_data_128 uuid[], user_data_64 bigint[],
  user_data_32 integer[], timeouts_seconds integer[], ledgers integer[], codes integer[],
  flags integer[], failed_ids uuid[], failed_statuses text[]
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
-- A batch is found by its timestamps; a plan made while the tables were empty would read them all.
set enable_seqscan = off set jit = off as $$
declare
  plain boolean;
  first bigint;
begin
  perform ledger.enter('sql', null);
  perform ledger.allow_writing('on');
  perform ledger.hold_ids(ids, failed_ids);
  insert into ledger.failed_transfers (id, status)
    select n.id, n.status from unnest(failed_ids, failed_statuses) as n (id, status)
    on conflict (id) do nothing;
  if cardinality(ids) = 0 then
    perform ledger.allow_writing('off');
    return null;
  end if;

  -- Timestamps rise along every account because they are taken while its lock is held.
  select count(*) = count(*) filter (
        where n.flags & 254 = 0 and n.pending is null and n.amount >= 0)
    into plain from unnest(flags, pending_ids, amounts_minor) as n (flags, pending, amount);
  if plain then
    perform ledger.move(debit_account_ids, credit_account_ids, amounts_minor, ledgers);
  else
    perform 1 from ledger.lock_accounts(debit_account_ids || credit_account_ids, pending_ids);
  end if;
  first := ledger.take_timestamps(moment, cardinality(ids));
  perform ledger.insert_transfers(first, ids, debit_account_ids, credit_account_ids, amounts_minor,
    pending_ids, user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes,
    flags);
  if not plain then
    perform ledger.record_pending(moment, first, first + cardinality(ids));
    perform ledger.prove_accounts(first, first + cardinality(ids));
    perform ledger.apply_effects(first, first + cardinality(ids));
  end if;
  perform ledger.allow_writing('off');
  return first;
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.enter(bigint) to sycee_app;
