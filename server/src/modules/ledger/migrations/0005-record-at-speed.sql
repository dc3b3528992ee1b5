-- Recording at the speed of batches. What most batches are made of, plain movements, changes each
-- account once before anything is inserted, so that locks, proofs and balances are one pass; every
-- other batch goes the general way. Both tell the first timestamp of what they recorded: by it a
-- server whose commit was cut off recognises its own transfers.

drop function ledger.record;

create function ledger.insert_transfers(
  first bigint, ids uuid[], debit_account_ids uuid[], credit_account_ids uuid[],
  amounts_minor bigint[], pending_ids uuid[], user_data_128 uuid[], user_data_64 bigint[],
  user_data_32 integer[], timeouts_seconds integer[], ledgers integer[], codes integer[],
  flags integer[]
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.transfers
      (id, debit_account_id, credit_account_id, amount_minor, pending_id, user_data_128,
       user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select n.id, n.debit, n.credit, n.amount, n.pending, n.u128, n.u64, n.u32, n.timeout,
        n.ledger, n.code, n.flags, first + n.position - 1
      from unnest(ids, debit_account_ids, credit_account_ids, amounts_minor, pending_ids,
          user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes, flags)
        with ordinality as n (id, debit, credit, amount, pending, u128, u64, u32, timeout,
          ledger, code, flags, position);
exception when unique_violation then
  raise exception 'ledger: a transfer was recorded by somebody else meanwhile'
    using errcode = 'serialization_failure';
end $$;

-- Changes each account of plain movements once and answers its sums afterwards. An account that is
-- missing, closed, or of another ledger than any of its transfers fails the whole batch.
create function ledger.move(
  debit_account_ids uuid[], credit_account_ids uuid[], amounts_minor bigint[], ledgers integer[],
  out account_ids uuid[], out debits_posted bigint[], out credits_posted bigint[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted bigint;
begin
  with half as (
    select n.account_id, n.ledger, n.amount as debits, 0::bigint as credits
      from unnest(debit_account_ids, ledgers, amounts_minor) as n (account_id, ledger, amount)
    union all
    select n.account_id, n.ledger, 0, n.amount
      from unnest(credit_account_ids, ledgers, amounts_minor) as n (account_id, ledger, amount)
  ), total as materialized (
    select h.account_id, min(h.ledger) as ledger, max(h.ledger) as ledger_max,
        sum(h.debits) as debits, sum(h.credits) as credits
      from half h group by h.account_id order by h.account_id
  ), changed as (
    update ledger.accounts a
      set debits_posted_minor = a.debits_posted_minor + t.debits,
          credits_posted_minor = a.credits_posted_minor + t.credits
      from total t
      where a.id = t.account_id and a.ledger = t.ledger and a.ledger = t.ledger_max
        and a.flags & 32 = 0
      returning a.id, a.debits_posted_minor as debits, a.credits_posted_minor as credits
  )
  select array_agg(c.id), array_agg(c.debits), array_agg(c.credits), (select count(*) from total)
    into account_ids, debits_posted, credits_posted, wanted
    from changed c;
  if coalesce(cardinality(account_ids), 0) = wanted then return; end if;
  if exists (
    select from ledger.accounts a
      where a.id = any (debit_account_ids || credit_account_ids) and a.flags & 32 <> 0
  ) then
    raise exception 'ledger: a closed account moves nothing' using errcode = 'check_violation';
  end if;
  raise exception 'ledger: a transfer needs two accounts of its own ledger'
    using errcode = 'check_violation';
end $$;

-- Writes the statement of plain movements: from the sums after the batch back to those after each.
create function ledger.insert_entries(
  first bigint, ids uuid[], debit_account_ids uuid[], credit_account_ids uuid[],
  amounts_minor bigint[], account_ids uuid[], debits_posted bigint[], credits_posted bigint[]
) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  with half as (
    select n.account_id, n.id, n.position, 'debit' as side, n.amount as debits, 0::bigint as credits
      from unnest(debit_account_ids, ids, amounts_minor)
        with ordinality as n (account_id, id, amount, position)
    union all
    select n.account_id, n.id, n.position, 'credit', 0, n.amount
      from unnest(credit_account_ids, ids, amounts_minor)
        with ordinality as n (account_id, id, amount, position)
  )
  insert into ledger.entries (account_id, timestamp, transfer_id, side, amount_minor,
      debits_posted_minor, credits_posted_minor)
    select h.account_id, first + h.position - 1, h.id, h.side, h.debits + h.credits,
        a.debits - coalesce(sum(h.debits) over later, 0),
        a.credits - coalesce(sum(h.credits) over later, 0)
      from half h
      join unnest(account_ids, debits_posted, credits_posted) as a (id, debits, credits)
        on a.id = h.account_id
      window later as (
        partition by h.account_id order by h.position desc
        rows between unbounded preceding and 1 preceding)
$$;

-- An id is made or failed, never both. The two stand in different tables, so nothing but a lock
-- makes two transactions that use one id for different accounts meet: a made id holds its bucket
-- with others, a failed one holds it alone, and whoever comes second sees what the first committed.
create function ledger.hold_ids(made uuid[], failed uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  latch constant integer := 1279616595;
begin
  perform case when held.alone then pg_advisory_xact_lock(latch, held.bucket)
      else pg_advisory_xact_lock_shared(latch, held.bucket) end
    from (
      select uuid_hash(n.id) & 255 as bucket, bool_or(n.failed) as alone
        from (select unnest(made), false union all select unnest(failed), true) as n (id, failed)
        group by 1 order by 1 offset 0
    ) held;
  if exists (select from ledger.failed_transfers f where f.id = any (made))
    or cardinality(failed) > 0
      and exists (select from ledger.transfers t where t.id = any (failed))
  then
    raise exception 'ledger: an id was made or failed by somebody else meanwhile'
      using errcode = 'serialization_failure';
  end if;
end $$;

create function ledger.record(
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
  moved record;
begin
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
    moved := ledger.move(debit_account_ids, credit_account_ids, amounts_minor, ledgers);
  else
    perform 1 from ledger.lock_accounts(debit_account_ids || credit_account_ids, pending_ids);
  end if;
  first := ledger.take_timestamps(moment, cardinality(ids));
  perform ledger.insert_transfers(first, ids, debit_account_ids, credit_account_ids, amounts_minor,
    pending_ids, user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes,
    flags);
  if plain then
    perform ledger.insert_entries(first, ids, debit_account_ids, credit_account_ids, amounts_minor,
      moved.account_ids, moved.debits_posted, moved.credits_posted);
  else
    perform ledger.record_pending(moment, first, first + cardinality(ids));
    perform ledger.prove_accounts(first, first + cardinality(ids));
    perform ledger.apply_effects(first, first + cardinality(ids));
  end if;
  perform ledger.allow_writing('off');
  return first;
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.record to sycee_app;
