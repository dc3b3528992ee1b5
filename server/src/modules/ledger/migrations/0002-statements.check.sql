-- The statement of every account has one line for each transfer that moved money on it, and each
-- line carries the sums of all lines up to it.
select 'a line is not that of its transfer' as violation, s.account_id, s.timestamp as at
  from ledger.entries s
  left join ledger.transfers t on t.id = s.transfer_id and t.timestamp = s.timestamp
    and t.flags & 10 = 0 and t.amount_minor = s.amount_minor
    and s.account_id = case s.side when 'debit' then t.debit_account_id else t.credit_account_id end
  where t.id is null
union all
select 'a transfer moved money without a line', half.account_id, t.timestamp
  from ledger.transfers t
  left join ledger.entries d on d.transfer_id = t.id and d.side = 'debit'
  left join ledger.entries c on c.transfer_id = t.id and c.side = 'credit'
  cross join lateral (
    select case when d.account_id is null then t.debit_account_id else t.credit_account_id end
  ) half (account_id)
  where t.flags & 10 = 0 and (d.account_id is null or c.account_id is null)
union all
select 'running sums do not add up', r.account_id, r.timestamp
  from (
    select account_id, timestamp, debits_posted_minor, credits_posted_minor,
        sum(amount_minor) filter (where side = 'debit') over so_far as debits,
        sum(amount_minor) filter (where side = 'credit') over so_far as credits
      from ledger.entries
      window so_far as (partition by account_id order by timestamp)
  ) r
  where (r.debits_posted_minor, r.credits_posted_minor)
    <> (coalesce(r.debits, 0), coalesce(r.credits, 0));
