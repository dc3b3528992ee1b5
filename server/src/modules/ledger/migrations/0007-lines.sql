-- Statement lines are written behind the commit, and packed: an account's movements in order of
-- time, up to 64 in a row. They are derived: what is not yet among them is read from the transfers
-- themselves, so every statement is exact at any time.

create table ledger.lines (
  account_id uuid not null,
  last_timestamp bigint not null,
  timestamps bigint[] not null,
  -- Credits are positive, debits negative. Which side an amount of zero is on, its transfer tells.
  amounts_minor bigint[] not null,
  -- The account's two posted sums right after the last of these movements.
  debits_posted_minor bigint not null check (debits_posted_minor >= 0),
  credits_posted_minor bigint not null check (credits_posted_minor >= 0),
  primary key (account_id, last_timestamp),
  constraint complete check (
    cardinality(timestamps) between 1 and 64
    and cardinality(amounts_minor) = cardinality(timestamps)
    and timestamps[cardinality(timestamps)] = last_timestamp
  )
);
grant select on ledger.lines to sycee_app;

lock table ledger.entries in access exclusive mode;
insert into ledger.lines (account_id, last_timestamp, timestamps, amounts_minor,
    debits_posted_minor, credits_posted_minor)
  select e.account_id, max(e.timestamp), array_agg(e.timestamp order by e.timestamp),
      array_agg(case e.side when 'debit' then -e.amount_minor else e.amount_minor end
        order by e.timestamp),
      max(e.debits_posted_minor), max(e.credits_posted_minor)
    from (
      select s.*, (row_number() over (partition by s.account_id order by s.timestamp) - 1) / 64
            as run
        from ledger.entries s
    ) e
    group by e.account_id, e.run
    order by e.account_id, e.run;
drop table ledger.entries;

create trigger guard before insert or update or delete or truncate on ledger.lines
  for each statement execute function ledger.guard('INSERT');

-- What pending transfers freed when their time was over, in order of time, for engine memory.
create index pending_states_expired on ledger.pending_states (resolved_at)
  where status = 'expired';

-- What changed accounts, or only some of them, after a timestamp and up to another, expiries
-- included.
create function ledger.changes(after bigint, upto bigint, ids uuid[] default null) returns table (
  account_id uuid, debits_pending bigint, debits_posted bigint, credits_pending bigint,
  credits_posted bigint, closings integer
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select c.account_id, sum(c.debits_pending)::bigint, sum(c.debits_posted)::bigint,
        sum(c.credits_pending)::bigint, sum(c.credits_posted)::bigint, sum(c.closings)::integer
      from (
        select e.account_id, e.debits_pending_minor as debits_pending,
            e.debits_posted_minor as debits_posted, e.credits_pending_minor as credits_pending,
            e.credits_posted_minor as credits_posted, e.closings
          from ledger.effects e
          where e.timestamp > after and e.timestamp <= upto
        union all
        select half.account_id, half.debit, 0, half.credit, 0, half.closing
          from ledger.pending_states p
          join ledger.transfers t on t.id = p.transfer_id
          cross join lateral (values
            (t.debit_account_id, -t.amount_minor, 0, -sign(t.flags & 64)),
            (t.credit_account_id, 0, -t.amount_minor, -sign(t.flags & 128))
          ) as half (account_id, debit, credit, closing)
          where p.status = 'expired' and p.resolved_at > after and p.resolved_at <= upto
      ) c
      where ids is null or c.account_id = any (ids)
      group by c.account_id;
end $$;

-- Writes the lines of all that moved after a timestamp and up to another, each account's going on
-- from the sums of its last line; answers the sums after each line. Most accounts need one line,
-- which is made in one pass; the movements of the busiest are cut.
create function ledger.write_lines(after bigint, upto bigint)
returns table (account uuid, debits bigint, credits bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return query
    with moved as materialized (
      select h.account_id, count(*)::integer as movements,
          array_agg(h.timestamp order by h.timestamp) as timestamps,
          array_agg(h.amount order by h.timestamp) as amounts,
          -sum(least(h.amount, 0)) as debits, sum(greatest(h.amount, 0)) as credits
        from (
          select t.debit_account_id as account_id, t.timestamp, -t.amount_minor as amount
            from ledger.transfers t
            where t.timestamp > after and t.timestamp <= upto and t.flags & 10 = 0
          union all
          select t.credit_account_id, t.timestamp, t.amount_minor
            from ledger.transfers t
            where t.timestamp > after and t.timestamp <= upto and t.flags & 10 = 0
        ) h
        group by h.account_id
    ), begun as (
      select m.*, coalesce(l.debits_posted_minor, 0) as debits_before,
          coalesce(l.credits_posted_minor, 0) as credits_before
        from moved m
        left join lateral (
          select n.debits_posted_minor, n.credits_posted_minor
            from ledger.lines n where n.account_id = m.account_id
            order by n.last_timestamp desc limit 1
        ) l on true
    )
    insert into ledger.lines as w (account_id, last_timestamp, timestamps, amounts_minor,
        debits_posted_minor, credits_posted_minor)
      select b.account_id, b.timestamps[b.movements], b.timestamps, b.amounts,
          b.debits_before + b.debits, b.credits_before + b.credits
        from begun b
        where b.movements <= 64
      union all
      select b.account_id, part.timestamps[cardinality(part.timestamps)], part.timestamps,
          part.amounts, b.debits_before + sum(own.debits) over so_far,
          b.credits_before + sum(own.credits) over so_far
        from begun b
        cross join lateral (
          -- The offset keeps the whole arrays out of what is sorted above.
          select n as start, b.timestamps[n:n + 63] as timestamps, b.amounts[n:n + 63] as amounts
            from generate_series(1, b.movements, 64) as n offset 0
        ) part
        cross join lateral (
          select -sum(least(m.amount, 0)) as debits, sum(greatest(m.amount, 0)) as credits
            from unnest(part.amounts) as m (amount)
        ) own
        where b.movements > 64
        window so_far as (partition by b.account_id order by part.start)
      returning w.account_id, w.debits_posted_minor, w.credits_posted_minor;
end $$;

-- Writes lines, and moves the sums of accounts on, which engine memory leaves to the fold. Their
-- check constraints prove once more that no limit was passed.
create function ledger.write_lines_and_sums(after bigint, upto bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted bigint;
  written bigint;
begin
  with posted as (
    -- Posted sums never fall, so the largest are those after the last line.
    select l.account, max(l.debits) as debits, max(l.credits) as credits
      from ledger.write_lines(after, upto) l group by l.account
  ), held as (
    select * from ledger.changes(after, upto)
      where exists (
          select from ledger.transfers t
            where t.timestamp > after and t.timestamp <= upto and t.flags & 14 <> 0)
        or exists (
          select from ledger.pending_states p
            where p.status = 'expired' and p.resolved_at > after and p.resolved_at <= upto)
  ), total as materialized (
    select coalesce(p.account, h.account_id) as account, p.debits, p.credits, h.debits_pending,
        h.credits_pending, h.closings
      from posted p full join held h on h.account_id = p.account
  ), changed as (
    update ledger.accounts a
      set debits_posted_minor = coalesce(t.debits, a.debits_posted_minor),
          credits_posted_minor = coalesce(t.credits, a.credits_posted_minor),
          debits_pending_minor = a.debits_pending_minor + coalesce(t.debits_pending, 0),
          credits_pending_minor = a.credits_pending_minor + coalesce(t.credits_pending, 0),
          flags = a.flags + 32 * coalesce(t.closings, 0)
      from total t
      where a.id = t.account
      returning 1
  )
  select (select count(*) from total), count(*) into wanted, written from changed;
  if written <> wanted then
    raise exception 'ledger: a transfer needs two accounts' using errcode = 'check_violation';
  end if;
end $$;

-- Folds at most so many transfers, up to a timestamp that nothing can appear at or before any more.
create function ledger.fold_until(
  safe bigint, at_most bigint, out until bigint, out transfers bigint, out more boolean
)
language plpgsql set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan
set work_mem = '32MB' as $$
declare
  after constant bigint := (select l.until from ledger.lined l);
  last bigint;
begin
  until := after;
  transfers := 0;
  more := false;
  if safe <= after then return; end if;
  select max(t.timestamp), count(*) into last, transfers from (
    select n.timestamp from ledger.transfers n
      where n.timestamp > after and n.timestamp <= safe
      order by n.timestamp limit at_most
  ) t;
  more := transfers = at_most;
  until := case when more then last else safe end;
  perform ledger.allow_writing('on');
  if (select w.engine = 'memory' from ledger.writer w) then
    perform ledger.write_lines_and_sums(after, until);
  elsif transfers > 0 then
    perform ledger.write_lines(after, until);
  end if;
  update ledger.lined l set until = fold_until.until, mark = greatest(l.mark, fold_until.until);
  perform ledger.allow_writing('off');
end $$;

-- Writes what the commits left to be written, in a transaction of its own: as many transfers as
-- `at_most`, and whether there are more that could follow at once. Engine memory says up to which
-- timestamp all of its transactions have ended; without an epoch, under engine sql, a mark does,
-- see below. Whoever comes while another one folds, or is not the one to fold, has nothing to do.
create function ledger.fold(
  writer_epoch bigint default null, safe bigint default null, at_most bigint default 50000,
  out until bigint, out transfers bigint, out more boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  latch constant bigint := 7310868735423279222;
  on_duty ledger.writer;
begin
  if pg_try_advisory_xact_lock(latch) then
    select * into on_duty from ledger.writer;
    if on_duty.engine = 'sql' and writer_epoch is null then
      select * into until, transfers, more from ledger.fold_behind_mark(at_most);
      return;
    elsif writer_epoch is not null then
      if on_duty.engine <> 'memory' or on_duty.epoch <> writer_epoch then
        raise exception 'ledger: epoch % is over', writer_epoch
          using errcode = 'serialization_failure';
      end if;
      select * into until, transfers, more from ledger.fold_until(safe, at_most);
      return;
    end if;
  end if;
  select l.until, 0, false into until, transfers, more from ledger.lined l;
end $$;

-- Under row locks timestamps commit in any order. So the fold makes a mark: the last timestamp that
-- was taken so far, and then its own transaction's number. Every transaction numbers itself before
-- it takes a timestamp (ledger.enter), so all that took one up to the mark have lower numbers. Once
-- no lower number is running any more, nothing can appear up to the mark.
create function ledger.fold_behind_mark(
  at_most bigint, out until bigint, out transfers bigint, out more boolean
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  lined ledger.lined;
  taken bigint;
begin
  if pg_current_xact_id_if_assigned() is not null then
    raise exception 'ledger: the fold needs a transaction of its own';
  end if;
  select last_value into taken from ledger.timestamps;
  select * into lined from ledger.lined;
  until := lined.until;
  transfers := 0;
  more := false;
  if lined.mark > lined.until then
    if pg_snapshot_xmin(pg_current_snapshot()) >= lined.mark_xid then
      select * into until, transfers, more from ledger.fold_until(lined.mark, at_most);
    elsif lined.mark_xid <= pg_snapshot_xmax(pg_current_snapshot()) then
      return;
    end if;
    -- Else the mark was made in another cluster, which these books were copied from.
  end if;
  if more or taken <= until then return; end if;
  perform ledger.allow_writing('on');
  update ledger.lined l set mark = greatest(taken, l.until), mark_xid = pg_current_xact_id();
  perform ledger.allow_writing('off');
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.fold to sycee_app;
