-- The only ways into the books. They run with the rights of the owner and take no balance from
-- anybody: balances follow from the transfers that were inserted. What the server has judged is
-- proven again as far as the database can: a wrong judgement fails the transaction.

create sequence ledger.timestamps as bigint;

-- Answers the first of `wanted` consecutive timestamps that nobody else gets: the business moment,
-- or one more than the last where that is later. The advisory lock is held for the time of these
-- two statements, never until a commit, and is let go whatever happens.
create function ledger.take_timestamps(moment bigint, wanted bigint) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  latch constant bigint := 7310868735423279220;
  first bigint;
begin
  if moment is null or moment not between 0 and 7258118400000000000 then
    raise exception 'ledger: % is no moment in nanoseconds', moment;
  end if;
  begin
    perform pg_advisory_lock(latch);
    select greatest(moment, last_value + 1) into first from ledger.timestamps;
    perform setval('ledger.timestamps', first + wanted - 1);
    perform pg_advisory_unlock(latch);
  exception when others or query_canceled then
    perform pg_advisory_unlock(latch);
    raise;
  end;
  return first;
end $$;

-- Opens and shuts the guard of the tables. A function that had it `set` for itself could only be
-- made by a superuser, whom an installation need not have.
create function ledger.allow_writing(allowed text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select set_config('ledger.writing', allowed, true)
$$;

create function ledger.open_accounts(
  moment bigint, ids uuid[], ledgers integer[], codes integer[], flags integer[],
  user_data_128 uuid[], user_data_64 bigint[], user_data_32 integer[]
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  first bigint := ledger.take_timestamps(moment, cardinality(ids));
  written bigint;
begin
  perform ledger.allow_writing('on');
  insert into ledger.accounts
      (id, ledger, code, flags, user_data_128, user_data_64, user_data_32, timestamp)
    select n.id, n.ledger, n.code, n.flags, n.u128, n.u64, n.u32, first + n.position - 1
      from unnest(ids, ledgers, codes, flags, user_data_128, user_data_64, user_data_32)
        with ordinality as n (id, ledger, code, flags, u128, u64, u32, position)
    on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> cardinality(ids) then
    raise exception 'ledger: an account was opened by somebody else meanwhile'
      using errcode = 'serialization_failure';
  end if;
  perform ledger.allow_writing('off');
end $$;

-- Locks the accounts that a batch touches, also through the pending transfers it resolves, in the
-- order of their ids, and answers them as they then stand.
create function ledger.lock_accounts(account_ids uuid[], pending_ids uuid[])
returns setof ledger.accounts
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select a.*
    from ledger.accounts a
    where a.id = any (account_ids || array(
      select unnest(array[p.debit_account_id, p.credit_account_id])
        from ledger.pending_states p where p.transfer_id = any (pending_ids)))
    order by a.id
    for no key update
$$;

create function ledger.record(
  moment bigint, ids uuid[], debit_account_ids uuid[], credit_account_ids uuid[],
  amounts_minor bigint[], pending_ids uuid[], user_data_128 uuid[], user_data_64 bigint[],
  user_data_32 integer[], timeouts_seconds integer[], ledgers integer[], codes integer[],
  flags integer[], failed_ids uuid[], failed_statuses text[]
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
-- A batch is found by its timestamps; a plan made while the tables were empty would read them all.
set enable_seqscan = off set jit = off as $$
declare
  first bigint;
  beyond bigint;
  written bigint;
begin
  perform ledger.allow_writing('on');
  insert into ledger.failed_transfers (id, status)
    select n.id, n.status from unnest(failed_ids, failed_statuses) as n (id, status)
    on conflict (id) do nothing;
  if cardinality(ids) = 0 then
    perform ledger.allow_writing('off');
    return;
  end if;

  -- Timestamps rise along every account because they are taken while its lock is held.
  perform 1 from ledger.lock_accounts(debit_account_ids || credit_account_ids, pending_ids);
  first := ledger.take_timestamps(moment, cardinality(ids));
  beyond := first + cardinality(ids);

  insert into ledger.transfers
      (id, debit_account_id, credit_account_id, amount_minor, pending_id, user_data_128,
       user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select n.id, n.debit, n.credit, n.amount, n.pending, n.u128, n.u64, n.u32, n.timeout,
        n.ledger, n.code, n.flags, first + n.position - 1
      from unnest(ids, debit_account_ids, credit_account_ids, amounts_minor, pending_ids,
          user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes, flags)
        with ordinality as n (id, debit, credit, amount, pending, u128, u64, u32, timeout,
          ledger, code, flags, position)
    on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> cardinality(ids) then
    raise exception 'ledger: a transfer was recorded by somebody else meanwhile'
      using errcode = 'serialization_failure';
  end if;

  perform ledger.record_pending(moment, first, beyond);
  perform ledger.prove_accounts(first, beyond);
  perform ledger.apply_effects(first, beyond);
  perform ledger.allow_writing('off');
end $$;

-- Notes new pending transfers and resolves those that the batch posts or voids, each once.
create function ledger.record_pending(moment bigint, first bigint, beyond bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  resolving bigint;
  resolved bigint;
begin
  insert into ledger.pending_states
      (transfer_id, debit_account_id, credit_account_id, amount_minor, status, expires_at)
    select t.id, t.debit_account_id, t.credit_account_id, t.amount_minor, 'pending',
        case when t.timeout_seconds > 0
          then t.timestamp + t.timeout_seconds * 1000000000::bigint end
      from ledger.transfers t
      where t.timestamp >= first and t.timestamp < beyond and t.flags & 2 <> 0;

  select count(*) into resolving from ledger.transfers t
    where t.timestamp >= first and t.timestamp < beyond and t.pending_id is not null;
  update ledger.pending_states p
    set status = case when t.flags & 4 <> 0 then 'posted' else 'voided' end,
        resolved_by = t.id, resolved_at = t.timestamp
    from ledger.transfers t join ledger.transfers o on o.id = t.pending_id
    where t.timestamp >= first and t.timestamp < beyond
      and p.transfer_id = t.pending_id and p.status = 'pending'
      and (p.expires_at is null or p.expires_at > moment)
      and o.timestamp < t.timestamp
      and (o.debit_account_id, o.credit_account_id, o.ledger, o.code)
        = (t.debit_account_id, t.credit_account_id, t.ledger, t.code)
      and (t.amount_minor = o.amount_minor
        or (t.flags & 4 <> 0 and t.amount_minor < o.amount_minor));
  get diagnostics resolved = row_count;
  if resolved <> resolving then
    raise exception 'ledger: a pending transfer cannot be resolved as the batch says'
      using errcode = 'check_violation';
  end if;
end $$;

-- Every account exists, is of the ledger of its transfer, and is open at its place in the batch.
create function ledger.prove_accounts(first bigint, beyond bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from ledger.transfers t
      left join ledger.accounts d on d.id = t.debit_account_id
      left join ledger.accounts c on c.id = t.credit_account_id
      where t.timestamp >= first and t.timestamp < beyond
        and (d.ledger is distinct from t.ledger or c.ledger is distinct from t.ledger)
  ) then
    raise exception 'ledger: a transfer needs two accounts of its own ledger'
      using errcode = 'check_violation';
  end if;
  if exists (
    select from (
      select e.account_id, e.voids, sum(e.closings) over (
            partition by e.account_id order by e.timestamp
            rows between unbounded preceding and 1 preceding) as closings_before
        from ledger.effects e
        where e.timestamp >= first and e.timestamp < beyond
    ) step join ledger.accounts a on a.id = step.account_id
    where not step.voids and (a.flags & 32 <> 0)::integer + coalesce(step.closings_before, 0) > 0
  ) then
    raise exception 'ledger: a closed account moves nothing' using errcode = 'check_violation';
  end if;
end $$;

-- Changes each touched account once, by the sum of what the batch did, and writes its statement.
create function ledger.apply_effects(first bigint, beyond bigint) returns void
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

  insert into ledger.entries (account_id, timestamp, transfer_id, side, amount_minor,
      debits_posted_minor, credits_posted_minor)
    select e.account_id, e.timestamp, e.transfer_id, e.side,
        e.debits_posted_minor + e.credits_posted_minor,
        a.debits_posted_minor - coalesce(sum(e.debits_posted_minor) over later, 0),
        a.credits_posted_minor - coalesce(sum(e.credits_posted_minor) over later, 0)
      from ledger.effects e
      join ledger.accounts a on a.id = e.account_id
      where e.timestamp >= first and e.timestamp < beyond and e.moves
      window later as (
        partition by e.account_id order by e.timestamp desc
        rows between unbounded preceding and 1 preceding);
end $$;

-- Frees what the given pending transfers hold, where their time is over at the given moment, and
-- answers which those were.
create function ledger.expire(moment bigint, transfer_ids uuid[]) returns setof uuid
language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  expired uuid[];
begin
  if cardinality(transfer_ids) = 0 then return; end if;
  perform 1 from ledger.lock_accounts('{}', transfer_ids);
  perform ledger.allow_writing('on');
  with done as (
    update ledger.pending_states p
      set status = 'expired', resolved_at = ledger.take_timestamps(moment, 1)
      where p.transfer_id = any (transfer_ids) and p.status = 'pending' and p.expires_at <= moment
      returning p.transfer_id
  )
  select coalesce(array_agg(transfer_id), '{}') into expired from done;

  update ledger.accounts a
    set debits_pending_minor = a.debits_pending_minor - s.debits,
        credits_pending_minor = a.credits_pending_minor - s.credits,
        flags = a.flags - 32 * s.closings
    from (
      select half.account_id, sum(half.debit) as debits, sum(half.credit) as credits,
          sum(half.closing)::integer as closings
        from ledger.transfers t cross join lateral (values
            (t.debit_account_id, t.amount_minor, 0, (t.flags & 64 <> 0)::integer),
            (t.credit_account_id, 0, t.amount_minor, (t.flags & 128 <> 0)::integer)
          ) as half (account_id, debit, credit, closing)
        where t.id = any (expired)
        group by half.account_id
    ) s
    where a.id = s.account_id;
  perform ledger.allow_writing('off');
  return query select unnest(expired);
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.open_accounts, ledger.lock_accounts, ledger.record, ledger.expire
  to sycee_app;
