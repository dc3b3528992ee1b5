-- Debits equal credits over each ledger, and every account has exactly the sums that its transfers
-- make: those in the archive as they were carried, posted ones in full, pending ones for as long as
-- they are pending.
with standing as (
  select * from ledger.standing_accounts()
), held as (
  select half.account_id, sum(half.debit) as debits, sum(half.credit) as credits
    from ledger.pending_states p cross join lateral (values
        (p.debit_account_id, p.amount_minor, 0), (p.credit_account_id, 0, p.amount_minor)
      ) as half (account_id, debit, credit)
    where p.status = 'pending'
    group by half.account_id
), moved as (
  select p.account_id, sum(p.debits) as debits, sum(p.credits) as credits
    from (
      select e.account_id, e.debits_posted_minor as debits, e.credits_posted_minor as credits
        from ledger.effects e
      union all
      select c.account_id, c.debits_posted_minor, c.credits_posted_minor from ledger.carried c
    ) p
    group by p.account_id
)
select 'debits differ from credits' as violation, 'ledger ' || a.ledger as subject,
    sum(a.debits_posted_minor - a.credits_posted_minor) as posted,
    sum(a.debits_pending_minor - a.credits_pending_minor) as pending
  from standing a
  group by a.ledger
  having sum(a.debits_posted_minor) <> sum(a.credits_posted_minor)
    or sum(a.debits_pending_minor) <> sum(a.credits_pending_minor)
union all
select 'sums are not those of the transfers',
    'account ' || coalesce(a.id, m.account_id, h.account_id),
    coalesce(a.debits_posted_minor, 0) - coalesce(m.debits, 0)
      - (coalesce(a.credits_posted_minor, 0) - coalesce(m.credits, 0)),
    coalesce(a.debits_pending_minor, 0) - coalesce(h.debits, 0)
      - (coalesce(a.credits_pending_minor, 0) - coalesce(h.credits, 0))
  from standing a
  full join moved m on m.account_id = a.id
  full join held h on h.account_id = coalesce(a.id, m.account_id)
  where a.id is null
    or (a.debits_posted_minor, a.credits_posted_minor)
      <> (coalesce(m.debits, 0), coalesce(m.credits, 0))
    or (a.debits_pending_minor, a.credits_pending_minor)
      <> (coalesce(h.debits, 0), coalesce(h.credits, 0));
