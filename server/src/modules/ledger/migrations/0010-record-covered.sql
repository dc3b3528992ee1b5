-- Most batches are plain movements that the accounts can bear in any order: what stood on them
-- before covers all debits of the batch together. Then each transfer is created whatever the order
-- within the batch, and nothing is left to judge: one pass locks, proves and moves.

-- The locks of ledger.hold_ids by themselves.
create function ledger.lock_ids(made uuid[], failed uuid[]) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select case when held.alone then pg_advisory_xact_lock(1279616595, held.bucket)
      else pg_advisory_xact_lock_shared(1279616595, held.bucket) end
    from (
      select uuid_hash(n.id) & 255 as bucket, bool_or(n.failed) as alone
        from (select unnest(made), false union all select unnest(failed), true) as n (id, failed)
        group by 1 order by 1 offset 0
    ) held
$$;

create or replace function ledger.hold_ids(made uuid[], failed uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.lock_ids(made, failed);
  if exists (select from ledger.failed_transfers f where f.id = any (made))
    or cardinality(failed) > 0
      and exists (select from ledger.transfers t where t.id = any (failed))
  then
    raise exception 'ledger: an id was made or failed by somebody else meanwhile'
      using errcode = 'serialization_failure';
  end if;
end $$;

-- Records such a batch and answers its first timestamp. Accounts are named once each; transfers
-- name their places among them. A batch that is not of this kind fails as a whole, with SQLSTATE
-- SY001 or the error of a constraint: the caller rolls back and judges it in order.
create function ledger.record_covered(
  moment bigint, account_ids uuid[], ids uuid[], debit_places integer[], credit_places integer[],
  amounts_minor bigint[], ledgers integer[], codes integer[], user_data_128 uuid[],
  user_data_64 bigint[], user_data_32 integer[], linked integer[]
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
-- Rows are locked in the order of ids, as everywhere: a nested loop keeps the order it is given.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  first bigint;
  written bigint;
begin
  perform ledger.enter('sql', null);
  perform ledger.allow_writing('on');
  with total as materialized (
    select account_ids[h.place] as account_id, min(h.ledger) as ledger, max(h.ledger) as ledger_max,
        sum(h.debit)::bigint as debits, sum(h.credit)::bigint as credits
      from (
        select n.place, n.ledger, n.amount as debit, 0::bigint as credit
          from unnest(debit_places, ledgers, amounts_minor) as n (place, ledger, amount)
        union all
        select n.place, n.ledger, 0, n.amount
          from unnest(credit_places, ledgers, amounts_minor) as n (place, ledger, amount)
      ) h
      group by h.place
      order by 1
  )
  update ledger.accounts a
    set debits_posted_minor = a.debits_posted_minor + t.debits,
        credits_posted_minor = a.credits_posted_minor + t.credits
    from total t
    where a.id = t.account_id and a.ledger = t.ledger and a.ledger = t.ledger_max
      and a.flags & 32 = 0
      and (a.flags & 2 = 0
        or a.debits_pending_minor + a.debits_posted_minor + t.debits <= a.credits_posted_minor)
      and (a.flags & 4 = 0
        or a.credits_pending_minor + a.credits_posted_minor + t.credits <= a.debits_posted_minor);
  get diagnostics written = row_count;
  -- An account that is missing, closed, not covered, or named twice leaves one row too few.
  if written <> cardinality(account_ids) then
    raise exception 'ledger: the batch is not covered by what stood before it'
      using errcode = 'SY001';
  end if;
  -- After the rows, as whoever judges does.
  perform ledger.lock_ids(ids, '{}');
  if exists (select from ledger.failed_transfers f where f.id = any (ids)) then
    raise exception 'ledger: a transfer of the batch has failed before' using errcode = 'SY001';
  end if;
  first := ledger.take_timestamps(moment, cardinality(ids));
  insert into ledger.transfers
      (id, debit_account_id, credit_account_id, amount_minor, user_data_128, user_data_64,
       user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select n.id, account_ids[n.debit], account_ids[n.credit], n.amount, n.u128,
        coalesce(n.u64, 0), coalesce(n.u32, 0), 0, n.ledger, n.code, coalesce(n.linked, 0) & 1,
        first + n.position - 1
      from unnest(ids, debit_places, credit_places, amounts_minor, user_data_128, user_data_64,
          user_data_32, ledgers, codes, linked)
        with ordinality as n (id, debit, credit, amount, u128, u64, u32, ledger, code, linked,
          position);
  perform ledger.allow_writing('off');
  return first;
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.record_covered to sycee_app;
