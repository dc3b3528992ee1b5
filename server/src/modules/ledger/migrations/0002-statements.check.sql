-- The statement of every account has one line for each transfer that moved money on it, and each
-- line carries the sums of all lines up to it.
select 'line and transfer do not match' as violation,
    coalesce(s.account_id, e.account_id) as account_id, coalesce(s.timestamp, e.timestamp) as at
  from ledger.entries s
  full join (select * from ledger.effects where moves) e
    on e.account_id = s.account_id and e.timestamp = s.timestamp
  where s.account_id is null or e.account_id is null
    or (s.transfer_id, s.side, s.amount_minor)
      <> (e.transfer_id, e.side, e.debits_posted_minor + e.credits_posted_minor)
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
