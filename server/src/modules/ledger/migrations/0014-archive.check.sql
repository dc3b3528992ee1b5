-- The archive and the books are two parts of one whole: nothing settled was left behind, nothing is
-- in both, what was carried adds up, and the files follow on one another without a gap.
select 'settled before the cut, and not in the archive' as violation, t.id::text as subject
  from ledger.transfers t
  left join ledger.pending_states p on p.transfer_id = t.id
  where t.timestamp <= (select a.until from ledger.archive a)
    and (t.flags & 2 = 0 or p.resolved_at <= (select a.until from ledger.archive a))
union all
select 'in the archive and in the books', u.id::text
  from ledger.archived_ids r cross join lateral unnest(r.ids) as u (id)
  where exists (select from ledger.transfers t where t.id = u.id)
    or exists (select from ledger.failed_transfers f where f.id = u.id)
union all
select 'archived ids that are out of order', r.first_id::text
  from (select *, lead(first_id) over (order by first_id) as next_id from ledger.archived_ids) r
  where r.ids[cardinality(r.ids)] >= r.next_id
    or exists (
      select from unnest(r.ids) with ordinality as u (id, position)
        where u.id <= r.ids[u.position - 1])
union all
select 'the archive counts otherwise than its ids or its files', a.transfers::text
  from ledger.archive a
  where a.transfers <> (select coalesce(sum(cardinality(r.ids)), 0) from ledger.archived_ids r)
    or a.transfers <> (select coalesce(sum(f.transfers), 0) from ledger.archive_files f)
    or a.until <> (select coalesce(max(f.until), 0) from ledger.archive_files f)
union all
select 'a file that does not follow on the one before', f.number::text
  from (
    select *, lag(number, 1, 0) over by_number as number_before,
        lag(until, 1, 0::bigint) over by_number as until_before,
        lag(chain, 1, ''::bytea) over by_number as chain_before
      from ledger.archive_files
      window by_number as (order by number)
  ) f
  where f.number <> f.number_before + 1 or f.after <> f.until_before
    or f.chain <> sha256(f.chain_before || f.sha256)
union all
select 'carried debits differ from carried credits', 'ledger ' || a.ledger
  from ledger.carried c join ledger.accounts a on a.id = c.account_id
  group by a.ledger
  having sum(c.debits_posted_minor) <> sum(c.credits_posted_minor)
union all
select 'carried from beyond the cut, or not the first line', c.account_id::text
  from ledger.carried c
  where c.until > (select a.until from ledger.archive a)
    or exists (
      select from ledger.lines l
        where l.account_id = c.account_id and cardinality(l.timestamps) > 0
          and l.timestamps[1] <= (select a.until from ledger.archive a));
