-- Every pending transfer has one state, and the state says what became of it: posted or voided by
-- the one transfer that names it, expired only after its time, else still pending.
select 'state and pending transfer do not match' as violation,
    coalesce(t.id, p.transfer_id) as transfer_id, p.status
  from ledger.pending_states p
  full join (select * from ledger.transfers where flags & 2 <> 0) t on t.id = p.transfer_id
  where t.id is null or p.transfer_id is null
    or (p.debit_account_id, p.credit_account_id, p.amount_minor)
      <> (t.debit_account_id, t.credit_account_id, t.amount_minor)
    or p.expires_at is distinct from case when t.timeout_seconds > 0
      then t.timestamp + t.timeout_seconds * 1000000000::bigint end
union all
select 'resolved by none or by another', coalesce(p.transfer_id, r.pending_id), p.status
  from ledger.pending_states p
  full join (select * from ledger.transfers where flags & 12 <> 0) r on r.pending_id = p.transfer_id
  where p.resolved_by is distinct from r.id
    or p.status in ('posted', 'voided') and p.resolved_at is distinct from r.timestamp
    or p.status = 'posted' and r.flags & 4 = 0
    or p.status = 'voided' and r.flags & 8 = 0
    or p.status = 'expired' and p.resolved_at < p.expires_at;
