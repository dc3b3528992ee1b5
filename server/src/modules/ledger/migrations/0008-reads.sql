-- Exact reads at any time: what is folded, and what came after. Each function sees one snapshot,
-- that of the statement that calls it.

-- Accounts as they stand.
create function ledger.standing_accounts(ids uuid[]) returns setof ledger.accounts
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  lined_until bigint;
begin
  if (select w.engine = 'sql' from ledger.writer w) then
    return query select * from ledger.accounts a where a.id = any (ids);
    return;
  end if;
  select l.until into lined_until from ledger.lined l;
  return query
    select a.id, a.ledger, a.code, a.flags + 32 * coalesce(c.closings, 0), a.user_data_128,
        a.user_data_64, a.user_data_32, a.debits_pending_minor + coalesce(c.debits_pending, 0),
        a.debits_posted_minor + coalesce(c.debits_posted, 0),
        a.credits_pending_minor + coalesce(c.credits_pending, 0),
        a.credits_posted_minor + coalesce(c.credits_posted, 0), a.timestamp
      from ledger.accounts a
      left join ledger.changes(lined_until, 9223372036854775807, ids) c on c.account_id = a.id
      where a.id = any (ids);
end $$;

-- All accounts as they stand.
create function ledger.standing_accounts() returns setof ledger.accounts
language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off as $$
declare
  lined_until bigint;
begin
  if (select w.engine = 'sql' from ledger.writer w) then
    return query select * from ledger.accounts;
    return;
  end if;
  select l.until into lined_until from ledger.lined l;
  return query
    select a.id, a.ledger, a.code, a.flags + 32 * coalesce(c.closings, 0), a.user_data_128,
        a.user_data_64, a.user_data_32, a.debits_pending_minor + coalesce(c.debits_pending, 0),
        a.debits_posted_minor + coalesce(c.debits_posted, 0),
        a.credits_pending_minor + coalesce(c.credits_pending, 0),
        a.credits_posted_minor + coalesce(c.credits_posted, 0), a.timestamp
      from ledger.accounts a
      left join ledger.changes(lined_until, 9223372036854775807) c on c.account_id = a.id;
end $$;

-- A page of an account's movements, newest first: those from a timestamp on and before another,
-- each with the account's posted sums right after it.
create function ledger.movements_of(
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
  select l.until into lined_until from ledger.lined l;
  if before_timestamp > lined_until then
    return query
      select m.moved_at, m.amount, m.debits, m.credits
        from ledger.unlined_movements(account, lined_until) m
        where m.moved_at >= from_timestamp and m.moved_at < before_timestamp
        order by m.moved_at desc limit left_over;
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

-- The movements of a line, each with the sums right after it: from the line's own sums backwards.
create function ledger.movements_in(
  line ledger.lines, out moved_at bigint, out amount bigint, out debits bigint, out credits bigint
) returns setof record
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select m.moved_at, m.amount,
      (line.debits_posted_minor + coalesce(sum(least(m.amount, 0)) over later, 0))::bigint,
      (line.credits_posted_minor - coalesce(sum(greatest(m.amount, 0)) over later, 0))::bigint
    from unnest(line.timestamps, line.amounts_minor) as m (moved_at, amount)
    window later as (order by m.moved_at desc rows between unbounded preceding and 1 preceding)
$$;

-- The movements of an account that have no line yet, each with the sums right after it.
create function ledger.unlined_movements(
  account uuid, lined_until bigint,
  out moved_at bigint, out amount bigint, out debits bigint, out credits bigint
) returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  before ledger.lines;
begin
  select * into before from ledger.lines l
    where l.account_id = account order by l.last_timestamp desc limit 1;
  return query
    select t.timestamp, half.credit - half.debit,
        (coalesce(before.debits_posted_minor, 0) + sum(half.debit) over so_far)::bigint,
        (coalesce(before.credits_posted_minor, 0) + sum(half.credit) over so_far)::bigint
      from ledger.transfers t
      cross join lateral (select
          case when t.debit_account_id = account then t.amount_minor else 0 end as debit,
          case when t.credit_account_id = account then t.amount_minor else 0 end as credit
        ) half
      where t.timestamp > lined_until and t.flags & 10 = 0
        and (t.debit_account_id = account or t.credit_account_id = account)
      window so_far as (order by t.timestamp);
end $$;

-- An account's two posted sums right before a timestamp.
create function ledger.sums_before(
  account uuid, moment bigint, out debits_minor bigint, out credits_minor bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  line ledger.lines;
begin
  -- The line that reaches the moment: less what it has from there on.
  select * into line from ledger.lines l
    where l.account_id = account and l.last_timestamp >= moment
    order by l.last_timestamp limit 1;
  if found then
    select line.debits_posted_minor + coalesce(sum(least(m.amount, 0)), 0),
        line.credits_posted_minor - coalesce(sum(greatest(m.amount, 0)), 0)
      into debits_minor, credits_minor
      from unnest(line.timestamps, line.amounts_minor) as m (moved_at, amount)
      where m.moved_at >= moment;
    return;
  end if;
  select m.debits_posted_minor, m.credits_posted_minor into debits_minor, credits_minor
    from ledger.movements_of(account, 0, moment, 1) m;
  debits_minor := coalesce(debits_minor, 0);
  credits_minor := coalesce(credits_minor, 0);
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.changes, ledger.standing_accounts(uuid[]),
  ledger.standing_accounts(), ledger.movements_of, ledger.movements_in, ledger.unlined_movements,
  ledger.sums_before to sycee_app;
