-- What the archive changes for everybody else. An id in the archive is used: no transfer can be
-- made or fail under it. Whoever asks for a time before the cut is told so, in the same snapshot in
-- which he would have read too little.

-- Raises SY002, with the end of the archive as its detail, for a moment that is not after it.
create function ledger.require_unarchived(moment bigint) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  archived_until bigint;
begin
  select a.until into archived_until from ledger.archive a;
  if moment <= archived_until then
    raise exception 'ledger: what lies before is in the archive'
      using errcode = 'SY002', detail = archived_until::text;
  end if;
end $$;

-- What an account's first page starts from: credits less debits of all that is in the archive.
create function ledger.carried_balance(account uuid) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((
    select c.credits_posted_minor - c.debits_posted_minor
      from ledger.carried c where c.account_id = account), 0)
$$;

-- A page of an account's movements, newest first: those from a timestamp on and before another,
-- each with the account's posted sums right after it. From zero on means from the archive on.
create or replace function ledger.movements_of(
  account uuid, from_timestamp bigint, before_timestamp bigint, at_most bigint
) returns table (
  moved_at bigint, amount_minor bigint, debits_posted_minor bigint, credits_posted_minor bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  lined_until bigint;
  line ledger.lines;
  left_over bigint := at_most;
  found_now bigint;
begin
  perform ledger.require_unarchived(
    case when from_timestamp > 0 then from_timestamp else before_timestamp end);
  select l.until into lined_until from ledger.lined l;
  if before_timestamp > lined_until then
    return query
      select m.moved_at, m.amount, m.debits, m.credits
        from ledger.unlined_movements(
          account, greatest(from_timestamp, lined_until + 1), before_timestamp, at_most) m;
    get diagnostics found_now = row_count;
    left_over := left_over - found_now;
  end if;
  for line in
    (select * from ledger.lines l
      where l.account_id = account and l.last_timestamp >= before_timestamp
      order by l.last_timestamp limit 1)
    union all
    (select * from ledger.lines l
      where l.account_id = account and l.last_timestamp >= from_timestamp
        and l.last_timestamp < before_timestamp
      order by l.last_timestamp desc limit left_over)
    order by last_timestamp desc
  loop
    exit when left_over <= 0;
    return query
      select m.moved_at, m.amount, m.debits, m.credits from ledger.movements_in(line) m
        where m.moved_at >= from_timestamp and m.moved_at < before_timestamp
        order by m.moved_at desc limit left_over;
    get diagnostics found_now = row_count;
    left_over := left_over - found_now;
  end loop;
end $$;

-- An account's two posted sums right before a timestamp.
create or replace function ledger.sums_before(
  account uuid, moment bigint, out debits_minor bigint, out credits_minor bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  line ledger.lines;
begin
  perform ledger.require_unarchived(moment);
  if moment > (select l.until from ledger.lined l) then
    select * into debits_minor, credits_minor from ledger.unlined_sums(account, moment);
    return;
  end if;
  -- The line that reaches the moment, less what it has from there on; or else the last one.
  select * into line from ledger.lines l
    where l.account_id = account and l.last_timestamp >= moment
    order by l.last_timestamp limit 1;
  if not found then
    select * into line from ledger.lines l
      where l.account_id = account order by l.last_timestamp desc limit 1;
  end if;
  select coalesce(line.debits_posted_minor, 0) + coalesce(sum(least(m.amount, 0)), 0),
      coalesce(line.credits_posted_minor, 0) - coalesce(sum(greatest(m.amount, 0)), 0)
    into debits_minor, credits_minor
    from unnest(line.timestamps, line.amounts_minor) as m (moved_at, amount)
    where m.moved_at >= moment;
end $$;

create or replace function ledger.hold_ids(made uuid[], failed uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.lock_ids(made, failed);
  if exists (select from ledger.failed_transfers f where f.id = any (made))
    or cardinality(failed) > 0
      and exists (select from ledger.transfers t where t.id = any (failed))
    or exists (select from ledger.archived_among(made || failed))
  then
    raise exception 'ledger: an id was made or failed by somebody else meanwhile'
      using errcode = 'serialization_failure';
  end if;
end $$;

create or replace function ledger.record_covered(
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
  if exists (select from ledger.archived_among(ids)) then
    raise exception 'ledger: a transfer of the batch is in the archive' using errcode = 'SY001';
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

-- Appends judged transfers, with consecutive timestamps from `first` on, and failed ids. A column
-- that is null as a whole is zero or null in every row. Inside a use case's transaction there is no
-- batch number.
create or replace function ledger.append(
  writer_epoch bigint, batch_number bigint, first bigint, ids uuid[], debit_account_ids uuid[],
  credit_account_ids uuid[], amounts_minor bigint[], ledgers integer[], codes integer[],
  user_data_128 uuid[] default null, user_data_64 bigint[] default null,
  user_data_32 integer[] default null, pending_ids uuid[] default null,
  timeouts_seconds integer[] default null, flags integer[] default null,
  failed_ids uuid[] default null, failed_statuses text[] default null
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off as $$
begin
  perform ledger.enter('memory', writer_epoch);
  perform ledger.allow_writing('on');
  if first <= (select l.until from ledger.lined l) then
    raise exception 'ledger: timestamp % is folded already', first
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if exists (select from ledger.archived_among(ids))
    or failed_ids is not null and exists (select from ledger.archived_among(failed_ids))
  then
    raise exception 'ledger: an id is in the archive' using errcode = 'check_violation';
  end if;
  insert into ledger.transfers
      (id, debit_account_id, credit_account_id, amount_minor, pending_id, user_data_128,
       user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select n.id, n.debit, n.credit, n.amount, n.pending, n.u128, coalesce(n.u64, 0),
        coalesce(n.u32, 0), coalesce(n.timeout, 0), n.ledger, n.code, coalesce(n.flags, 0),
        first + n.position - 1
      from unnest(ids, debit_account_ids, credit_account_ids, amounts_minor, pending_ids,
          user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes, flags)
        with ordinality as n (id, debit, credit, amount, pending, u128, u64, u32, timeout,
          ledger, code, flags, position);
  if flags is not null then
    perform ledger.record_pending(first, first, first + cardinality(ids));
  end if;
  if cardinality(failed_ids) > 0 then
    if exists (select from ledger.transfers t where t.id = any (failed_ids)) then
      raise exception 'ledger: a failed id was made' using errcode = 'check_violation';
    end if;
    insert into ledger.failed_transfers (id, status)
      select n.id, n.status from unnest(failed_ids, failed_statuses) as n (id, status)
      on conflict (id) do nothing;
  end if;
  if batch_number is not null then perform ledger.end_batch(writer_epoch, batch_number); end if;
  perform ledger.allow_writing('off');
end $$;

revoke all on all functions in schema ledger from public;
grant select on ledger.archive, ledger.archive_files, ledger.archived_ids, ledger.carried
  to sycee_app;
grant execute on function ledger.archived_among, ledger.require_unarchived, ledger.carried_balance
  to sycee_app;
