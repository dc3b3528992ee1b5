-- Old transfers that are settled can leave the books for files. What must be known of them for ever
-- stays: what they sum up to on each account, and that their ids were used. Everything after the
-- cut reads as before; what lies before it is refused, never answered with less than there was.

-- Up to and with this timestamp, only what was still pending at it stands among the transfers.
create table ledger.archive (
  only_row boolean primary key default true check (only_row),
  until bigint not null check (until >= 0),
  transfers bigint not null check (transfers >= 0)
);
insert into ledger.archive (until, transfers) values (0, 0);

-- The files, one for each step of the cut. Their hashes are chained, so that none can be changed,
-- left out or put in unseen.
create table ledger.archive_files (
  number integer primary key check (number > 0),
  after bigint not null unique check (after >= 0),
  until bigint not null unique check (until > after),
  transfers bigint not null check (transfers >= 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  chain bytea not null check (octet_length(chain) = 32)
);

-- Every id in the archive, packed: what it costs to keep an id used is 17 bytes. The ranges of two
-- rows never overlap, so an id can only be in the last row that begins at or before it.
create table ledger.archived_ids (
  first_id uuid primary key,
  ids uuid[] not null,
  constraint packed check (
    cardinality(ids) between 1 and 120 and ids[1] = first_id
    and ids[1] <= ids[cardinality(ids)]
  )
);

-- A line without movements carries what is in the archive: the account's two posted sums as of the
-- cut. It is the account's first line, and every read goes on from its sums as from any line's.
alter table ledger.lines
  drop constraint complete,
  add constraint complete check (
    cardinality(timestamps) <= 64 and cardinality(amounts_minor) = cardinality(timestamps)
    and (cardinality(timestamps) = 0 or timestamps[cardinality(timestamps)] = last_timestamp)
  );
create unique index lines_carried on ledger.lines (account_id) where cardinality(timestamps) = 0;
create view ledger.carried as
select l.account_id, l.last_timestamp as until, l.debits_posted_minor, l.credits_posted_minor
  from ledger.lines l
  where cardinality(l.timestamps) = 0;

drop trigger guard on ledger.transfers;
create trigger guard before insert or update or delete or truncate on ledger.transfers
  for each statement execute function ledger.guard('INSERT', 'DELETE');
drop trigger guard on ledger.pending_states;
create trigger guard before insert or update or delete or truncate on ledger.pending_states
  for each statement execute function ledger.guard('INSERT', 'UPDATE', 'DELETE');
drop trigger guard on ledger.lines;
create trigger guard before insert or update or delete or truncate on ledger.lines
  for each statement execute function ledger.guard('INSERT', 'DELETE');
create trigger guard before insert or update or delete or truncate on ledger.archive
  for each statement execute function ledger.guard('UPDATE');
create trigger guard before insert or update or delete or truncate on ledger.archive_files
  for each statement execute function ledger.guard('INSERT');
create trigger guard before insert or update or delete or truncate on ledger.archived_ids
  for each statement execute function ledger.guard('INSERT', 'DELETE');

-- Those of some ids that are in the archive.
create function ledger.archived_among(wanted uuid[]) returns setof uuid
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off as $$
declare
  greatest_id uuid;
begin
  select r.ids[cardinality(r.ids)] into greatest_id
    from ledger.archived_ids r order by r.first_id desc limit 1;
  -- Ids made in order of time are beyond it: they cost one comparison.
  if greatest_id is null then return; end if;
  return query
    select w.id
      from unnest(wanted) as w (id)
      cross join lateral (
        select r.ids from ledger.archived_ids r
          where r.first_id <= w.id order by r.first_id desc limit 1
      ) packed
      where w.id <= greatest_id and w.id = any (packed.ids);
end $$;

-- What a step of the cut takes: all after one timestamp and up to another but for what is pending
-- then, and what was left pending by earlier steps and is resolved in this one.
create function ledger.archive_members(after bigint, upto bigint) returns table (
  transfer ledger.transfers, status text, resolved_at bigint
)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select t, p.status, p.resolved_at
    from ledger.transfers t
    left join ledger.pending_states p on p.transfer_id = t.id and t.flags & 2 <> 0
    where t.timestamp > after and t.timestamp <= upto
      and (t.flags & 2 = 0 or p.resolved_at <= upto)
  union all
  select t, p.status, p.resolved_at
    from (
      select r.pending_id as id from ledger.transfers r
        where r.timestamp > after and r.timestamp <= upto and r.pending_id is not null
      union all
      select e.transfer_id from ledger.pending_states e
        where e.status = 'expired' and e.resolved_at > after and e.resolved_at <= upto
    ) resolved
    join ledger.transfers t on t.id = resolved.id
    join ledger.pending_states p on p.transfer_id = t.id
    where t.timestamp <= after
$$;

-- The same as the lines of a file, to be put together in order of time.
create function ledger.archive_lines(after bigint, upto bigint) returns table (
  at bigint, id uuid, line text
)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (m.transfer).timestamp, (m.transfer).id, concat_ws(E'\t', (m.transfer).timestamp,
      (m.transfer).id, (m.transfer).debit_account_id, (m.transfer).credit_account_id,
      (m.transfer).amount_minor, (m.transfer).ledger, (m.transfer).code, (m.transfer).flags,
      coalesce((m.transfer).pending_id::text, ''), (m.transfer).timeout_seconds,
      coalesce((m.transfer).user_data_128::text, ''), (m.transfer).user_data_64,
      (m.transfer).user_data_32, coalesce(m.status, ''), coalesce(m.resolved_at::text, '')
    ) || E'\n'
    from ledger.archive_members(after, upto) m
$$;

-- Up to where the next step goes, from where the archive ends: at most so many transfers, and not
-- beyond the target or the last day of what has lines. `standing` is how many transfers there are.
create function ledger.archive_next(
  target bigint, at_most bigint, out after bigint, out upto bigint, out standing bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
declare
  last bigint;
begin
  select a.until into after from ledger.archive a;
  select least(target, l.until - 86400000000000) into upto from ledger.lined l;
  select max(t.timestamp), count(*) into last, standing from (
    select n.timestamp from ledger.transfers n
      where n.timestamp > after and n.timestamp <= upto
      order by n.timestamp limit at_most
  ) t;
  if standing = at_most then upto := last; end if;
end $$;

-- The whole text of a step's file.
create function ledger.archive_text(
  after bigint, upto bigint, out content text, out transfers bigint
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
begin
  select coalesce(string_agg(l.line, '' order by l.at), ''), count(*) into content, transfers
    from ledger.archive_lines(after, upto) l;
end $$;

-- Takes the movements of a step out of the statements: each account's carried line takes them over,
-- and a line that reaches beyond the step keeps what lies there. Two ways to the same sums have to
-- agree: what was carried with what the transfers moved, and what the lines tell.
create function ledger.carry_lines(after bigint, upto bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wrong uuid;
begin
  with moved as materialized (
    select h.account_id, max(h.timestamp) as until, sum(h.debit)::bigint as debits,
        sum(h.credit)::bigint as credits
      from (
        select t.debit_account_id as account_id, t.timestamp, t.amount_minor as debit, 0 as credit
          from ledger.transfers t
          where t.timestamp > after and t.timestamp <= upto and t.flags & 10 = 0
        union all
        select t.credit_account_id, t.timestamp, 0, t.amount_minor
          from ledger.transfers t
          where t.timestamp > after and t.timestamp <= upto and t.flags & 10 = 0
      ) h
      group by h.account_id
  ), gone as (
    delete from ledger.lines l using moved m
      where l.account_id = m.account_id and l.last_timestamp <= upto
      returning l.*
  ), past as (
    -- Posted sums never fall, so the largest are those after the last line.
    select g.account_id,
        coalesce(max(g.debits_posted_minor) filter (where cardinality(g.timestamps) = 0), 0)
          as debits_carried,
        coalesce(max(g.credits_posted_minor) filter (where cardinality(g.timestamps) = 0), 0)
          as credits_carried,
        max(g.debits_posted_minor) as debits, max(g.credits_posted_minor) as credits
      from gone g group by g.account_id
  ), reaching as materialized (
    select n.account_id, n.last_timestamp
      from moved m cross join lateral (
        select l.account_id, l.last_timestamp, l.timestamps from ledger.lines l
          where l.account_id = m.account_id and l.last_timestamp > upto
          order by l.last_timestamp limit 1
      ) n
      where n.timestamps[1] <= upto
  ), cut as (
    delete from ledger.lines l using reaching r
      where l.account_id = r.account_id and l.last_timestamp = r.last_timestamp
      returning l.*
  ), part as (
    select c.*, own.gone, own.debits_after, own.credits_after
      from cut c cross join lateral (
        select count(*) filter (where m.moved_at <= upto)::integer as gone,
            -coalesce(sum(least(m.amount, 0)) filter (where m.moved_at > upto), 0) as debits_after,
            coalesce(sum(greatest(m.amount, 0)) filter (where m.moved_at > upto), 0)
              as credits_after
          from unnest(c.timestamps, c.amounts_minor) as m (moved_at, amount)
      ) own
  ), kept as (
    insert into ledger.lines (account_id, last_timestamp, timestamps, amounts_minor,
        debits_posted_minor, credits_posted_minor)
      select p.account_id, p.last_timestamp, p.timestamps[p.gone + 1:],
          p.amounts_minor[p.gone + 1:], p.debits_posted_minor, p.credits_posted_minor
        from part p
  ), carried as (
    insert into ledger.lines as w (account_id, last_timestamp, timestamps, amounts_minor,
        debits_posted_minor, credits_posted_minor)
      select m.account_id, m.until, '{}', '{}', coalesce(p.debits_carried, 0) + m.debits,
          coalesce(p.credits_carried, 0) + m.credits
        from moved m left join past p on p.account_id = m.account_id
      returning w.account_id, w.debits_posted_minor as debits, w.credits_posted_minor as credits
  ), told as (
    select t.account_id, max(t.debits) as debits, max(t.credits) as credits
      from (
        select g.account_id, g.debits, g.credits from past g
        union all
        select p.account_id, p.debits_posted_minor - p.debits_after,
            p.credits_posted_minor - p.credits_after
          from part p
      ) t
      group by t.account_id
  )
  select w.account_id into wrong
    from (
      select c.account_id, c.debits, c.credits from carried c
      union all
      select t.account_id, t.debits, t.credits from told t
    ) w
    group by w.account_id
    having count(*) <> 2 or min(w.debits) <> max(w.debits) or min(w.credits) <> max(w.credits)
    limit 1;
  if found then
    raise exception 'ledger: the statement of account % does not tell what its transfers do', wrong
      using errcode = 'check_violation';
  end if;
end $$;

-- Puts ids into the packed rows whose ranges they fall into, and cuts what grows too large.
create function ledger.pack_archived_ids(new_ids uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from ledger.archived_among(new_ids)) then
    raise exception 'ledger: an id is in the archive already' using errcode = 'check_violation';
  end if;
  with placed as materialized (
    select n.id, coalesce(
        (select r.first_id from ledger.archived_ids r
          where r.first_id <= n.id order by r.first_id desc limit 1),
        (select r.first_id from ledger.archived_ids r order by r.first_id limit 1)) as place
      from unnest(new_ids) as n (id)
  ), taken as (
    delete from ledger.archived_ids a using (select distinct p.place from placed p) p
      where a.first_id = p.place
      returning a.first_id as place, a.ids
  ), counted as (
    select a.place, a.id, row_number() over (partition by a.place order by a.id) - 1 as position,
        count(*) over (partition by a.place) as all_of_it
      from (
        select p.place, p.id from placed p
        union all
        select t.place, u.id from taken t cross join lateral unnest(t.ids) as u (id)
      ) a
  )
  insert into ledger.archived_ids (first_id, ids)
    select (array_agg(c.id order by c.id))[1], array_agg(c.id order by c.id)
      from counted c
      group by c.place, c.position * ((c.all_of_it + 119) / 120) / c.all_of_it;
end $$;

-- One step: what is written to a file leaves the books. The file's hash is held against what stands
-- here, in the transaction that removes it, so nothing leaves that is not in the file as it was.
create function ledger.archive_step(
  file_number integer, after bigint, upto bigint, file_sha256 bytea, out transfers bigint
)
language plpgsql set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan
set work_mem = '64MB' as $$
declare
  latch constant bigint := 7310868735423279225;
  last_file ledger.archive_files;
  ids uuid[];
  moments bigint[];
  content_sha256 bytea;
  removed bigint;
begin
  if not pg_try_advisory_xact_lock(latch) then
    raise exception 'ledger: somebody else is archiving' using errcode = 'lock_not_available';
  end if;
  select * into last_file from ledger.archive_files f order by f.number desc limit 1;
  if after <> (select a.until from ledger.archive a)
    or file_number <> coalesce(last_file.number, 0) + 1
    or upto <= after or upto > (select l.until - 86400000000000 from ledger.lined l)
  then
    raise exception 'ledger: the archive does not go on there'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  select coalesce(array_agg(l.id), '{}'), coalesce(array_agg(l.at), '{}'), count(*),
      sha256(convert_to(coalesce(string_agg(l.line, '' order by l.at), ''), 'UTF8'))
    into ids, moments, transfers, content_sha256
    from ledger.archive_lines(after, upto) l;
  if content_sha256 is distinct from file_sha256 then
    raise exception 'ledger: file % does not hold what stands in the books', file_number
      using errcode = 'check_violation';
  end if;

  perform ledger.allow_writing('on');
  perform ledger.carry_lines(after, upto);
  delete from ledger.pending_states p using unnest(ids) as n (id) where p.transfer_id = n.id;
  delete from ledger.transfers t using unnest(moments) as n (moment) where t.timestamp = n.moment;
  get diagnostics removed = row_count;
  if removed <> transfers then
    raise exception 'ledger: % transfers to remove, % removed', transfers, removed
      using errcode = 'check_violation';
  end if;
  perform ledger.pack_archived_ids(ids);
  insert into ledger.archive_files (number, after, until, transfers, sha256, chain)
    values (file_number, archive_step.after, upto, archive_step.transfers, file_sha256,
      sha256(coalesce(last_file.chain, '') || file_sha256));
  update ledger.archive a
    set until = upto, transfers = a.transfers + archive_step.transfers;
  perform ledger.allow_writing('off');
end $$;
