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

-- The newest movements of an account that have no line yet, from a timestamp after the last line on
-- and before another, each with the sums right after it.
create function ledger.unlined_movements(
  account uuid, from_timestamp bigint, before_timestamp bigint, at_most bigint,
  out moved_at bigint, out amount bigint, out debits bigint, out credits bigint
) returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  after_page record;
begin
  select * into after_page from ledger.unlined_sums(account, before_timestamp);
  return query
    with page as (
      select t.timestamp,
          case when t.debit_account_id = account then t.amount_minor else 0 end as debit,
          case when t.credit_account_id = account then t.amount_minor else 0 end as credit
        from ledger.transfers t
        where t.timestamp >= from_timestamp and t.timestamp < before_timestamp
          and t.flags & 10 = 0 and (t.debit_account_id = account or t.credit_account_id = account)
        order by t.timestamp desc limit at_most
    )
    select p.timestamp, p.credit - p.debit,
        (after_page.debits_minor - coalesce(sum(p.debit) over later, 0))::bigint,
        (after_page.credits_minor - coalesce(sum(p.credit) over later, 0))::bigint
      from page p
      window later as (
        order by p.timestamp desc rows between unbounded preceding and 1 preceding)
      order by p.timestamp desc;
end $$;

-- An account's two posted sums right before a timestamp that is beyond the watermark. Under row
-- locks its own sums are those of this moment, and what came from the timestamp on is taken off;
-- else what came after its last line is put on.
create function ledger.unlined_sums(
  account uuid, moment bigint, out debits_minor bigint, out credits_minor bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  exact constant boolean := (select w.engine = 'sql' from ledger.writer w);
  from_timestamp bigint := moment;
  before_timestamp bigint := 9223372036854775807;
  sign constant integer := case when exact then -1 else 1 end;
begin
  if exact then
    select a.debits_posted_minor, a.credits_posted_minor into debits_minor, credits_minor
      from ledger.accounts a where a.id = account;
  else
    select l.debits_posted_minor, l.credits_posted_minor into debits_minor, credits_minor
      from ledger.lines l where l.account_id = account order by l.last_timestamp desc limit 1;
    select l.until + 1, moment into from_timestamp, before_timestamp from ledger.lined l;
  end if;
  select coalesce(debits_minor, 0) + sign * coalesce(sum(t.amount_minor) filter (
          where t.debit_account_id = account), 0),
      coalesce(credits_minor, 0) + sign * coalesce(sum(t.amount_minor) filter (
          where t.credit_account_id = account), 0)
    into debits_minor, credits_minor
    from ledger.transfers t
    where t.timestamp >= from_timestamp and t.timestamp < before_timestamp
      and t.flags & 10 = 0 and (t.debit_account_id = account or t.credit_account_id = account);
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

revoke all on all functions in schema ledger from public;
grant execute on function ledger.changes, ledger.standing_accounts(uuid[]),
  ledger.standing_accounts(), ledger.movements_of, ledger.movements_in, ledger.unlined_movements,
  ledger.unlined_sums, ledger.sums_before to sycee_app;
