-- Up to the watermark, the statement of every account has one movement for each transfer that moved
-- money on it, in order of time; each line carries the sums of all movements up to its end, from
-- those that the archive's carried line begins with.
select case when line.moved_at is null then 'a transfer moved money without a line'
      else 'a line is not that of its transfer' end as violation,
    coalesce(line.account_id, due.account_id) as account_id,
    coalesce(line.moved_at, due.timestamp) as at
  from (
    select l.account_id, m.moved_at, m.amount
      from ledger.lines l
      cross join lateral unnest(l.timestamps, l.amounts_minor) as m (moved_at, amount)
  ) line
  full join (
    select t.timestamp, half.account_id, half.amount
      from ledger.transfers t cross join lateral (values
          (t.debit_account_id, -t.amount_minor), (t.credit_account_id, t.amount_minor)
        ) as half (account_id, amount)
      where t.flags & 10 = 0 and t.timestamp <= (select until from ledger.lined)
  ) due on due.account_id = line.account_id and due.timestamp = line.moved_at
  where line.amount is distinct from due.amount
union all
-- Strictly in order, so no movement stands twice.
select 'a line is out of order', l.account_id, l.last_timestamp
  from (
    select *, lag(last_timestamp, 1, 0::bigint) over (
          partition by account_id order by last_timestamp) as line_before
      from ledger.lines
  ) l
  where exists (
    select from unnest(l.timestamps) with ordinality as m (moved_at, position)
      where m.moved_at <= coalesce(l.timestamps[m.position - 1], l.line_before))
union all
select 'running sums do not add up', r.account_id, r.last_timestamp
  from (
    select l.account_id, l.last_timestamp, l.debits_posted_minor, l.credits_posted_minor,
        sum(own.debits) over so_far as debits, sum(own.credits) over so_far as credits
      from ledger.lines l
      cross join lateral (
        select coalesce(-sum(least(m.amount, 0)), l.debits_posted_minor) as debits,
            coalesce(sum(greatest(m.amount, 0)), l.credits_posted_minor) as credits
          from unnest(l.amounts_minor) as m (amount)
      ) own
      window so_far as (partition by l.account_id order by l.last_timestamp)
  ) r
  where (r.debits_posted_minor, r.credits_posted_minor) <> (r.debits, r.credits);
