-- No account is beyond its limit or below zero, closed ones included; an account that a pending
-- transfer closed is closed.
with standing as (
  select * from ledger.standing_accounts()
)
select 'debits exceed credits' as violation, a.id as account_id
  from standing a
  where a.flags & 2 <> 0 and a.debits_pending_minor + a.debits_posted_minor > a.credits_posted_minor
union all
select 'credits exceed debits', a.id
  from standing a
  where a.flags & 4 <> 0
    and a.credits_pending_minor + a.credits_posted_minor > a.debits_posted_minor
union all
select 'a sum is negative', a.id
  from standing a
  where least(a.debits_pending_minor, a.debits_posted_minor, a.credits_pending_minor,
    a.credits_posted_minor) < 0
union all
select 'open, though a pending transfer closed it', a.id
  from ledger.pending_states p
  join ledger.transfers t on t.id = p.transfer_id
  join standing a
    on a.id = t.debit_account_id and t.flags & 64 <> 0
    or a.id = t.credit_account_id and t.flags & 128 <> 0
  where p.status = 'pending' and a.flags & 32 = 0;
